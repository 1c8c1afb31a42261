import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { SymbolCode } from '#shared/domain.ts';

export interface WatchedSymbol {
  symbol: SymbolCode;
  /** Shares of the base position (底仓), 0 while only watched. */
  baseShares: number;
  /** Yuan a share; 0 where it was not told. */
  baseCost: number;
  note: string;
}

export interface WatchlistStore {
  /** In the user's order. */
  list: () => WatchedSymbol[];
  /** The whole list, in this order; one transaction. */
  replace: (entries: readonly WatchedSymbol[]) => void;
}

const rowsSchema = z.array(
  z.object({
    symbol: z.string(),
    baseShares: z.number(),
    baseCost: z.number(),
    note: z.string(),
  }),
);

export function createWatchlist(db: Database.Database): WatchlistStore {
  const all = db.prepare(`SELECT symbol, base_shares AS baseShares, base_cost AS baseCost, note
    FROM watchlist ORDER BY position, symbol`);
  const clear = db.prepare('DELETE FROM watchlist');
  const put = db.prepare(
    'INSERT OR REPLACE INTO watchlist VALUES (@symbol, @position, @baseShares, @baseCost, @note)',
  );
  const replace = db.transaction<WatchlistStore['replace']>((entries) => {
    clear.run();
    entries.forEach((entry, position) => void put.run({ ...entry, position }));
  });
  return {
    list: () => rowsSchema.parse(all.all()),
    replace: (entries) => replace.immediate(entries),
  };
}
