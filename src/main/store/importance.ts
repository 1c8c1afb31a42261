import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { SymbolCode } from '#shared/domain.ts';
import { AppError } from '#shared/errors.ts';
import { IMPORTANCE_MEASURES } from '#shared/toolkitContract.ts';
import type { RunImportance } from '#shared/toolkitContract.ts';

export interface ImportanceStore {
  /** Adds or replaces; throws INVALID_INPUT for an unknown run. */
  save: (importance: RunImportance) => void;
  /** Null where none was computed; `symbol` is null for a run that is looked at as a whole. */
  read: (run: string, symbol: SymbolCode | null) => RunImportance | null;
}

const resultSchema = z.object({
  run: z.string(),
  symbol: z.string().nullable(),
  measure: z.enum(IMPORTANCE_MEASURES),
  base: z.number(),
  windows: z.number(),
  ...{ from: z.string(), to: z.string() },
  features: z.array(z.object({ feature: z.string(), increase: z.number(), error: z.number() })),
});

export function createImportance(db: Database.Database): ImportanceStore {
  const put = db.prepare(`INSERT INTO run_importance VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET result = excluded.result`);
  const one = db
    .prepare<[string, string], string>(
      'SELECT result FROM run_importance WHERE run_id = ? AND symbol = ?',
    )
    .pluck();
  const exists = db.prepare('SELECT 1 FROM runs WHERE id = ?');
  return {
    save: (importance) => {
      const { run, symbol } = importance;
      if (exists.get(run) === undefined) {
        throw new AppError('INVALID_INPUT', `run ${run} does not exist`, { run });
      }
      put.run(run, symbol ?? '', JSON.stringify(importance));
    },
    read: (run, symbol) => {
      const text = one.get(run, symbol ?? '');
      return text === undefined ? null : resultSchema.parse(JSON.parse(text));
    },
  };
}
