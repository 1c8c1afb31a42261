import { gunzipSync, gzipSync } from 'node:zlib';
import type Database from 'better-sqlite3';
import { z } from 'zod';
import { isProcessAlive, markThisProcess } from '#main/lib/runningProcess.ts';
import type { ProcessMark } from '#main/lib/runningProcess.ts';
import { AppError } from '#shared/errors.ts';
import { timingConfigSchema } from '#shared/run.ts';
import type { BackendInfo, Metrics } from '#shared/run.ts';
import { isTimingReport, runConfigSchema, RUN_STATES } from '#shared/runs.ts';
import type { RunConfig, RunReport, RunState, RunSummary } from '#shared/runs.ts';
import { selectionConfigSchema } from '#shared/selection.ts';
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
  /**
   * `running` again, in this process, on resume; the first of two processes gets it. Throws INVALID_INPUT
   * when it is done or running.
   */
  takeUp: (run: string) => void;
  /** Ends it, with the error if there is one. */
  markState: (
    run: string,
    state: Exclude<RunState, 'done' | 'running'>,
    error?: { code: string; message: string },
  ) => void;
  /**
   * Whatever is `running` in a process that is gone becomes `interrupted`; a run of another living
   * process stays. Returns those runs.
   */
  markInterrupted: (isAlive?: (owner: ProcessMark) => boolean) => string[];
  /** Stores the report and makes the run `done`. */
  finish: (report: RunReport) => void;
  /** With a config of this version; throws INVALID_INPUT while there is no report. */
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
const reportSchema = z.custom<RunReport>((value) =>
  hasKeys(value, 'run', 'metrics', 'hash', 'config'),
);
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
const ownerSchema = json.pipe(
  z.object({ pid: z.number().int().positive(), startedAt: z.string().nullable() }),
);
const storedRunSchema = summarySchema.extend({
  dataVersion: z.string(),
  backend: json.pipe(backendSchema),
});

export function createRuns(db: Database.Database): RunStore {
  const one = db.prepare<[string]>(`${SELECT} WHERE id = ?`);
  const all = db.prepare<[]>(`${SELECT} ORDER BY created_at DESC, rowid DESC`);
  const total = db.prepare('UPDATE runs SET folds_total = ? WHERE id = ?');
  const state = db.prepare('UPDATE runs SET state = ?, error = ?, finished_at = ? WHERE id = ?');
  const removeRun = db.prepare('DELETE FROM runs WHERE id = ?');
  return {
    create: prepareCreate(db),
    get: (run) => storedRunSchema.parse(one.get(run) ?? refuse(run)),
    list: () => all.all().map((row) => summarySchema.parse(row)),
    setFoldsTotal: (run, count) => mustChange(run, total.run(count, run)),
    markState: (run, next, error) => {
      const finishedAt = new Date().toISOString();
      mustChange(run, state.run(next, error ? JSON.stringify(error) : null, finishedAt, run));
    },
    ...prepareOwners(db),
    ...createFolds(db),
    ...prepareReports(db),
    remove: (run) => removeRun.run(run).changes > 0,
  };
}

function prepareCreate(db: Database.Database): RunStore['create'] {
  const insert = db.prepare(`INSERT INTO runs (id, preset, state, config, seed, data_version,
    app_version, backend, is_simulated, created_at, owner)
    VALUES (?, ?, 'running', ?, ?, ?, ?, ?, ?, ?, ?)`);
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
      JSON.stringify(markThisProcess()),
    );
  };
}

function prepareOwners(db: Database.Database): Pick<RunStore, 'takeUp' | 'markInterrupted'> {
  const running = db.prepare<[], { run: string; owner: string | null }>(
    `SELECT id AS run, owner FROM runs WHERE state = 'running' ORDER BY rowid`,
  );
  // The same owner as was read: meanwhile another process may have taken the run up.
  const lose = db.prepare(`UPDATE runs SET state = 'interrupted', finished_at = ?
    WHERE id = ? AND state = 'running' AND owner IS ?`);
  const take = db.prepare(`UPDATE runs SET state = 'running', error = NULL, finished_at = NULL,
    owner = ? WHERE id = ? AND state NOT IN ('running', 'done')`);
  const current = db.prepare<[string], RunState>('SELECT state FROM runs WHERE id = ?').pluck();
  return {
    takeUp: (run) => {
      if (take.run(JSON.stringify(markThisProcess()), run).changes > 0) return;
      const state = current.get(run) ?? refuse(run);
      refuse(run, `is ${state}, there is nothing to resume`);
    },
    markInterrupted: (isAlive = isProcessAlive) => {
      const now = new Date().toISOString();
      return running.all().flatMap(({ run, owner }) => {
        if (owner !== null && isAlive(ownerSchema.parse(owner))) return [];
        return lose.run(now, run, owner).changes > 0 ? [run] : [];
      });
    },
  };
}

function prepareReports(db: Database.Database): Pick<RunStore, 'finish' | 'readReport'> {
  const finish = db.prepare(`UPDATE runs SET state = 'done', error = NULL, finished_at = ?,
    metrics = ?, hash = ?, report = ? WHERE id = ?`);
  const read = db.prepare<[string], { report: Buffer | null }>(
    'SELECT report FROM runs WHERE id = ?',
  );
  return {
    finish: (report) => {
      const packed = gzipSync(JSON.stringify(report));
      const { run, hash } = report;
      const metrics = JSON.stringify(report.metrics);
      mustChange(run, finish.run(new Date().toISOString(), metrics, hash, packed, run));
    },
    readReport: (run) => {
      const { report: packed } = read.get(run) ?? refuse(run);
      if (packed === null) refuse(run, 'has no report yet: let it finish, or resume it');
      return withWholeConfig(reportSchema.parse(JSON.parse(gunzipSync(packed).toString('utf8'))));
    },
  };
}

/** Settings that came after the run stand in its config as they are by default; its hash stays. */
const withWholeConfig = (report: RunReport): RunReport =>
  isTimingReport(report)
    ? { ...report, config: timingConfigSchema.parse(report.config) }
    : { ...report, config: selectionConfigSchema.parse(report.config) };

function mustChange(run: string, { changes }: Database.RunResult): void {
  if (changes === 0) refuse(run);
}

function refuse(run: string, why = 'does not exist'): never {
  throw new AppError('INVALID_INPUT', `run ${run} ${why}`, { run });
}
