import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { SourceName, SymbolCode, TradeDate } from '#shared/domain.ts';

/** Open, high, low, close, volume, amount of a raw bar. */
export type BarFigures = [number, number, number, number, number, number | null];

/** A bar that was stored, and what a source later said it should have been. */
export interface Correction {
  symbol: SymbolCode;
  tradeDate: TradeDate;
  old: BarFigures;
  new: BarFigures;
  /** Who corrected it. */
  source: SourceName;
  /** ISO time. */
  foundAt: string;
}

export interface CorrectionStore {
  /** Newest first. */
  list: (symbol?: SymbolCode, limit?: number) => Correction[];
}

const figures = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(
    z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number().nullable()]),
  );
const rowsSchema = z.array(
  z.object({
    symbol: z.string(),
    tradeDate: z.number(),
    old: figures,
    new: figures,
    source: z.custom<SourceName>((value) => typeof value === 'string'),
    foundAt: z.string(),
  }),
);

export function createCorrections(db: Database.Database): CorrectionStore {
  const all =
    db.prepare(`SELECT symbol, trade_date AS tradeDate, old_row AS old, new_row AS new, source,
      found_at AS foundAt FROM bar_corrections
    WHERE @symbol IS NULL OR symbol = @symbol ORDER BY id DESC LIMIT @limit`);
  return {
    list: (symbol, limit = 1000) => rowsSchema.parse(all.all({ symbol: symbol ?? null, limit })),
  };
}

/** For the bars of the same room, which note corrections in their own transaction. */
export function prepareNoteCorrection(
  db: Database.Database,
): (correction: Omit<Correction, 'foundAt'>) => void {
  const put = db.prepare(`INSERT INTO bar_corrections
    (symbol, trade_date, old_row, new_row, source, found_at) VALUES (?, ?, ?, ?, ?, ?)`);
  return ({ symbol, tradeDate, old, new: fresh, source }) => {
    const now = new Date().toISOString();
    put.run(symbol, tradeDate, JSON.stringify(old), JSON.stringify(fresh), source, now);
  };
}
