import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { SymbolCode } from '#shared/domain.ts';
import { AppError } from '#shared/errors.ts';

export interface FoldInput {
  symbol: SymbolCode;
  index: number;
  /** Whatever the job needs to go on after a crash; parsed by the job when it is read back. */
  result: object;
  weights: Uint8Array | null;
}

export interface StoredFold {
  symbol: SymbolCode;
  index: number;
  result: unknown;
}

export interface FoldStore {
  /** Adds or replaces the fold; one transaction. `result` must survive JSON (no NaN, no typed arrays). */
  saveFold: (run: string, fold: FoldInput) => void;
  /** By symbol, then index. */
  readFolds: (run: string) => StoredFold[];
  /** The weights of one fold's model, or null. */
  readWeights: (run: string, symbol: SymbolCode, index: number) => Uint8Array | null;
}

const rowsSchema = z.array(
  z.object({
    symbol: z.string(),
    index: z.number(),
    result: z.string().transform((text): unknown => JSON.parse(text)),
  }),
);

export function createFolds(db: Database.Database): FoldStore {
  const put = db.prepare(`INSERT INTO folds VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET result = excluded.result, weights = excluded.weights`);
  const all = db.prepare<[string]>(
    `SELECT symbol, fold_index AS "index", result FROM folds WHERE run_id = ?
     ORDER BY symbol, fold_index`,
  );
  const weights = db
    .prepare<[string, string, number], Buffer | null>(
      'SELECT weights FROM folds WHERE run_id = ? AND symbol = ? AND fold_index = ?',
    )
    .pluck();
  const exists = db.prepare('SELECT 1 FROM runs WHERE id = ?');
  const save = db.transaction((run: string, fold: FoldInput): void => {
    if (exists.get(run) === undefined) {
      throw new AppError('INVALID_INPUT', `run ${run} does not exist`, { run });
    }
    put.run(run, fold.symbol, fold.index, JSON.stringify(fold.result), fold.weights);
  });
  return {
    saveFold: (run, fold) => save.immediate(run, fold),
    readFolds: (run) => rowsSchema.parse(all.all(run)),
    readWeights: (run, symbol, index) => weights.get(run, symbol, index) ?? null,
  };
}
