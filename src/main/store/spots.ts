import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { SourceName, SymbolCode } from '#shared/domain.ts';

/** The latest quote of one symbol. Prices in yuan, volume in shares; null where the source gave none. */
export interface Spot {
  symbol: SymbolCode;
  /** Null while nothing was traded. */
  price: number | null;
  open: number | null;
  high: number | null;
  low: number | null;
  prevClose: number | null;
  volume: number | null;
  amount: number | null;
  /** Exchange-local YYYYMMDDHHMM to which the source dates the quote. */
  quotedAt: number | null;
  /** ISO time at which it was read: its age is counted from here. */
  readAt: string;
  source: SourceName;
}

export interface SpotStore {
  /** Replaces what is known of each symbol; an older reading never replaces a newer one. */
  save: (spots: readonly Spot[]) => void;
  /** Those known of the given symbols (default: all), by symbol. */
  read: (symbols?: readonly SymbolCode[]) => Spot[];
}

const number = z.number().nullable();
const rowsSchema = z.array(
  z.object({
    symbol: z.string(),
    price: number,
    open: number,
    high: number,
    low: number,
    prevClose: number,
    volume: number,
    amount: number,
    quotedAt: number,
    readAt: z.string(),
    source: z.custom<SourceName>((value) => typeof value === 'string'),
  }),
);

export function createSpots(db: Database.Database): SpotStore {
  const put = db.prepare(`INSERT INTO spots
    VALUES (@symbol, @price, @open, @high, @low, @prevClose, @volume, @amount, @quotedAt, @readAt, @source)
    ON CONFLICT DO UPDATE SET price = excluded.price, open = excluded.open, high = excluded.high,
      low = excluded.low, prev_close = excluded.prev_close, volume = excluded.volume,
      amount = excluded.amount, quoted_at = excluded.quoted_at, read_at = excluded.read_at,
      source = excluded.source
    WHERE excluded.read_at >= read_at`);
  const all =
    db.prepare(`SELECT symbol, price, open, high, low, prev_close AS prevClose, volume, amount,
      quoted_at AS quotedAt, read_at AS readAt, source FROM spots
    WHERE @symbols IS NULL OR symbol IN (SELECT value FROM json_each(@symbols)) ORDER BY symbol`);
  const save = db.transaction((spots: readonly Spot[]): void => {
    for (const spot of spots) put.run(spot);
  });
  return {
    save: (spots) => save.immediate(spots),
    read: (symbols) =>
      rowsSchema.parse(
        all.all({ symbols: symbols === undefined ? null : JSON.stringify(symbols) }),
      ),
  };
}
