import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { OddRow } from '#main/market/finding.ts';
import type { SourceName, SymbolCode } from '#shared/domain.ts';

export interface StoredQuarantine extends OddRow {
  id: number;
  symbol: SymbolCode;
  source: SourceName;
  /** ISO time. */
  foundAt: string;
}

/** Rows that were served and not stored as bars, word for word, so that nothing is dropped silently. */
export interface QuarantineStore {
  /** The same row of the same source is kept once. */
  add: (symbol: SymbolCode, source: SourceName, rows: readonly OddRow[]) => void;
  /** Oldest first. */
  list: (symbol?: SymbolCode) => StoredQuarantine[];
}

const rowsSchema = z.array(
  z.object({
    id: z.number(),
    symbol: z.string(),
    source: z.custom<SourceName>((value) => typeof value === 'string'),
    tradeDate: z.string(),
    row: z.string(),
    problem: z.string(),
    foundAt: z.string(),
  }),
);

export function createQuarantine(db: Database.Database): QuarantineStore {
  const put =
    db.prepare(`INSERT INTO quarantine (symbol, source, trade_date, row, problem, found_at)
    VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET problem = excluded.problem`);
  const all = db.prepare(`SELECT id, symbol, source, trade_date AS tradeDate, row, problem,
      found_at AS foundAt FROM quarantine WHERE @symbol IS NULL OR symbol = @symbol ORDER BY id`);
  const add = db.transaction<QuarantineStore['add']>((symbol, source, rows) => {
    const now = new Date().toISOString();
    for (const { tradeDate, row, problem } of rows) {
      put.run(symbol, source, tradeDate, row, problem, now);
    }
  });
  return {
    add: (symbol, source, rows) => add.immediate(symbol, source, rows),
    list: (symbol) => rowsSchema.parse(all.all({ symbol: symbol ?? null })),
  };
}
