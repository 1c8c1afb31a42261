import { gunzipSync, gzipSync } from 'node:zlib';
import type Database from 'better-sqlite3';
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import { RUN_STATES, runConfigSchema } from '#shared/run.ts';
import type {
  BackendInfo,
  Metrics,
  RunConfig,
  RunReport,
  RunState,
  RunSummary,
} from '#shared/run.ts';
import { createFolds } from './folds.ts';
import type { FoldStore } from './folds.ts';

export interface RunInput {
  run: string;
  config: RunConfig;
  dataVersion: string;
  appVersion: string;
  backend: BackendInfo;
  isSimulated: boolean;
}

/** What a resumed run needs beside its summary. */
export interface StoredRun extends RunSummary {
  dataVersion: string;
  backend: BackendInfo;
}

/** Every method that names an unknown run throws INVALID_INPUT. */
export interface RunStore extends FoldStore {
  /** Adds it in state `running`. */
  create: (input: RunInput) => void;
  get: (run: string) => StoredRun;
  /** Newest first, without the heavy report. */
  list: () => RunSummary[];
  setFoldsTotal: (run: string, total: number) => void;
  /** `running` again on resume; the other states end it, with the error if there is one. */
  markState: (
    run: string,
    state: Exclude<RunState, 'done'>,
    error?: { code: string; message: string },
  ) => void;
  /** For engine start: whatever is `running` has lost its engine. Returns those runs. */
  markInterrupted: () => string[];
  /** Stores the report and makes the run `done`. */
  finish: (report: RunReport) => void;
  /** Throws INVALID_INPUT while there is no report. */
  readReport: (run: string) => RunReport;
  /** With its folds; false if there was none. */
  remove: (run: string) => boolean;
}

const SELECT = `SELECT id AS run, state, created_at AS createdAt, finished_at AS finishedAt, config,
  is_simulated AS isSimulated, app_version AS appVersion, data_version AS dataVersion, backend,
  folds_total AS foldsTotal, metrics, hash, error,
  (SELECT count(*) FROM folds WHERE run_id = runs.id) AS foldsDone FROM runs`;

const json = z.string().transform((text): unknown => JSON.parse(text));
const hasKeys = (value: unknown, ...keys: string[]): boolean =>
  typeof value === 'object' && value !== null && keys.every((key) => key in value);
const metricsSchema = z.custom<Metrics>((value) => hasKeys(value, 'finalEquity', 'sharpe'));
const reportSchema = z.custom<RunReport>((value) => hasKeys(value, 'run', 'metrics', 'hash'));
const backendSchema = z.custom<BackendInfo>((value) => hasKeys(value, 'name', 'isNative'));

const summarySchema = z.object({
  run: z.string(),
  state: z.enum(RUN_STATES),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
  config: json.pipe(runConfigSchema),
  isSimulated: z.number().transform((flag) => flag === 1),
  appVersion: z.string(),
  foldsDone: z.number(),
  foldsTotal: z.number().nullable(),
  metrics: json.pipe(metricsSchema).nullable(),
  hash: z.string().nullable(),
  error: json.pipe(z.object({ code: z.string(), message: z.string() })).nullable(),
});
const storedRunSchema = summarySchema.extend({
  dataVersion: z.string(),
  backend: json.pipe(backendSchema),
});

export function createRuns(db: Database.Database): RunStore {
  const one = db.prepare<[string]>(`${SELECT} WHERE id = ?`);
  const all = db.prepare<[]>(`${SELECT} ORDER BY created_at DESC, rowid DESC`);
  const total = db.prepare('UPDATE runs SET folds_total = ? WHERE id = ?');
  const state = db.prepare('UPDATE runs SET state = ?, error = ?, finished_at = ? WHERE id = ?');
  const lost = db
    .prepare<[string], string>(
      `UPDATE runs SET state = 'interrupted', finished_at = ? WHERE state = 'running' RETURNING id`,
    )
    .pluck();
  const removeRun = db.prepare('DELETE FROM runs WHERE id = ?');
  return {
    create: prepareCreate(db),
    get: (run) => storedRunSchema.parse(one.get(run) ?? refuse(run)),
    list: () => all.all().map((row) => summarySchema.parse(row)),
    setFoldsTotal: (run, count) => mustChange(run, total.run(count, run)),
    markState: (run, next, error) => {
      const finishedAt = next === 'running' ? null : new Date().toISOString();
      mustChange(run, state.run(next, error ? JSON.stringify(error) : null, finishedAt, run));
    },
    markInterrupted: () => lost.all(new Date().toISOString()),
    ...createFolds(db),
    ...prepareReports(db),
    remove: (run) => removeRun.run(run).changes > 0,
  };
}

function prepareCreate(db: Database.Database): RunStore['create'] {
  const insert = db.prepare(`INSERT INTO runs (id, preset, state, config, seed, data_version,
    app_version, backend, is_simulated, created_at) VALUES (?, ?, 'running', ?, ?, ?, ?, ?, ?, ?)`);
  return (input) => {
    const { config } = input;
    insert.run(
      input.run,
      config.preset,
      JSON.stringify(config),
      config.seed,
      input.dataVersion,
      input.appVersion,
      JSON.stringify(input.backend),
      Number(input.isSimulated),
      new Date().toISOString(),
    );
  };
}

function prepareReports(db: Database.Database): Pick<RunStore, 'finish' | 'readReport'> {
  const finish = db.prepare(`UPDATE runs SET state = 'done', error = NULL, finished_at = ?,
    metrics = ?, hash = ?, report = ? WHERE id = ?`);
  const read = db.prepare<[string], Buffer | null>('SELECT report FROM runs WHERE id = ?').pluck();
  return {
    finish: (report) => {
      const packed = gzipSync(JSON.stringify(report));
      const { run, hash } = report;
      const metrics = JSON.stringify(report.metrics);
      mustChange(run, finish.run(new Date().toISOString(), metrics, hash, packed, run));
    },
    readReport: (run) => {
      const packed = read.get(run) ?? refuse(run, 'has no report');
      return reportSchema.parse(JSON.parse(gunzipSync(packed).toString('utf8')));
    },
  };
}

function mustChange(run: string, { changes }: Database.RunResult): void {
  if (changes === 0) refuse(run);
}

function refuse(run: string, why = 'does not exist'): never {
  throw new AppError('INVALID_INPUT', `run ${run} ${why}`, { run });
}
