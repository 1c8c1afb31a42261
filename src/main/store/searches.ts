import type Database from 'better-sqlite3';
import { z } from 'zod';
import { isProcessAlive, markThisProcess } from '#main/lib/runningProcess.ts';
import type { ProcessMark } from '#main/lib/runningProcess.ts';
import { AppError } from '#shared/errors.ts';
import type { BackendInfo } from '#shared/run.ts';
import { RUN_STATES } from '#shared/runs.ts';
import type { RunState } from '#shared/runs.ts';
import { searchRequestSchema, TRIAL_STATES } from '#shared/searchContract.ts';
import type { SearchFold, SearchRecord, TrialRecord } from '#shared/searchContract.ts';

/** What a search found out before its first trial: where it may look. */
export interface SearchPlan {
  span: SearchRecord['span'];
  folds: SearchFold[];
}

export interface SearchInput {
  search: string;
  request: z.infer<typeof searchRequestSchema>;
  plan: SearchPlan;
  dataVersion: string;
  appVersion: string;
  backend: BackendInfo;
}

export interface StoredSearch extends SearchInput {
  state: RunState;
  createdAt: string;
  finishedAt: string | null;
  error: { code: string; message: string } | null;
}

/** Every method that names an unknown search throws INVALID_INPUT. */
export interface SearchStore {
  /** Adds it in state `running`, owned by this process. */
  create: (input: SearchInput) => void;
  get: (search: string) => StoredSearch;
  /** Newest first. */
  list: () => StoredSearch[];
  /** Adds or replaces a finished trial. */
  saveTrial: (search: string, trial: TrialRecord) => void;
  /** By number. */
  readTrials: (search: string) => TrialRecord[];
  /**
   * `running` again, in this process, on resume; the first of two processes gets it. Throws INVALID_INPUT
   * when it is done or running.
   */
  takeUp: (search: string) => void;
  /** Ends it, with the error if there is one. */
  markState: (
    search: string,
    state: Exclude<RunState, 'running'>,
    error?: { code: string; message: string },
  ) => void;
  /** Whatever is `running` in a process that is gone becomes `interrupted`; returns those searches. */
  markInterrupted: (isAlive?: (owner: ProcessMark) => boolean) => string[];
  /** With its trials; false if there was none. */
  remove: (search: string) => boolean;
}

const SELECT = `SELECT id AS search, state, request, plan, data_version AS dataVersion,
  app_version AS appVersion, backend, created_at AS createdAt, finished_at AS finishedAt, error
  FROM searches`;

const json = z.string().transform((text): unknown => JSON.parse(text));
const hasKeys = (value: unknown, ...keys: string[]): boolean =>
  typeof value === 'object' && value !== null && keys.every((key) => key in value);
const searchSchema = z.object({
  search: z.string(),
  state: z.enum(RUN_STATES),
  request: json.pipe(searchRequestSchema),
  plan: json.pipe(z.custom<SearchPlan>((value) => hasKeys(value, 'span', 'folds'))),
  dataVersion: z.string(),
  appVersion: z.string(),
  backend: json.pipe(z.custom<BackendInfo>((value) => hasKeys(value, 'name', 'isNative'))),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
  error: json.pipe(z.object({ code: z.string(), message: z.string() })).nullable(),
});
const trialSchema = z.object({
  trial: z.number(),
  settings: json.pipe(z.record(z.string(), z.union([z.number(), z.string()]))),
  state: z.enum(TRIAL_STATES),
  value: z.number().nullable(),
  losses: json.pipe(z.array(z.array(z.number()))),
  seconds: z.number(),
});
const ownerSchema = json.pipe(
  z.object({ pid: z.number().int().positive(), startedAt: z.string().nullable() }),
);

export function createSearches(db: Database.Database): SearchStore {
  const one = db.prepare<[string]>(`${SELECT} WHERE id = ?`);
  const all = db.prepare<[]>(`${SELECT} ORDER BY created_at DESC, rowid DESC`);
  const remove = db.prepare('DELETE FROM searches WHERE id = ?');
  const insert = db.prepare(`INSERT INTO searches VALUES (@search, 'running', @request, @plan,
    @dataVersion, @appVersion, @backend, @now, NULL, NULL, @owner)`);
  return {
    create: ({ request, plan, backend, ...rest }) => {
      insert.run({
        ...rest,
        request: JSON.stringify(request),
        plan: JSON.stringify(plan),
        backend: JSON.stringify(backend),
        now: new Date().toISOString(),
        owner: JSON.stringify(markThisProcess()),
      });
    },
    get: (search) => searchSchema.parse(one.get(search) ?? refuse(search)),
    list: () => all.all().map((row) => searchSchema.parse(row)),
    ...prepareTrials(db),
    ...prepareStates(db),
    remove: (search) => remove.run(search).changes > 0,
  };
}

function prepareTrials(db: Database.Database): Pick<SearchStore, 'saveTrial' | 'readTrials'> {
  const exists = db.prepare('SELECT 1 FROM searches WHERE id = ?');
  const put = db.prepare(`INSERT OR REPLACE INTO search_trials
    VALUES (@search, @trial, @settings, @state, @value, @losses, @seconds)`);
  const all = db.prepare<[string]>(`SELECT trial, settings, state, value, losses, seconds
    FROM search_trials WHERE search_id = ? ORDER BY trial`);
  const save = db.transaction<SearchStore['saveTrial']>((search, trial) => {
    if (exists.get(search) === undefined) refuse(search);
    const { settings, losses } = trial;
    put.run({
      ...{ ...trial, search },
      ...{ settings: JSON.stringify(settings), losses: JSON.stringify(losses) },
    });
  });
  return {
    saveTrial: (search, trial) => save.immediate(search, trial),
    readTrials: (search) => all.all(search).map((row) => trialSchema.parse(row)),
  };
}

function prepareStates(
  db: Database.Database,
): Pick<SearchStore, 'takeUp' | 'markState' | 'markInterrupted'> {
  const end = db.prepare('UPDATE searches SET state = ?, error = ?, finished_at = ? WHERE id = ?');
  const running = db.prepare<[], { search: string; owner: string }>(
    `SELECT id AS search, owner FROM searches WHERE state = 'running' ORDER BY rowid`,
  );
  // The same owner as was read: meanwhile another process may have taken the search up.
  const lose = db.prepare(`UPDATE searches SET state = 'interrupted', finished_at = ?
    WHERE id = ? AND state = 'running' AND owner = ?`);
  const take = db.prepare(`UPDATE searches SET state = 'running', error = NULL,
    finished_at = NULL, owner = ? WHERE id = ? AND state NOT IN ('running', 'done')`);
  const current = db.prepare<[string], string>('SELECT state FROM searches WHERE id = ?').pluck();
  return {
    takeUp: (search) => {
      if (take.run(JSON.stringify(markThisProcess()), search).changes > 0) return;
      const state = current.get(search) ?? refuse(search);
      refuse(search, `is ${state}, there is nothing to resume`);
    },
    markState: (search, state, error) => {
      const now = new Date().toISOString();
      const { changes } = end.run(state, error ? JSON.stringify(error) : null, now, search);
      if (changes === 0) refuse(search);
    },
    markInterrupted: (isAlive = isProcessAlive) => {
      const now = new Date().toISOString();
      return running.all().flatMap(({ search, owner }) => {
        if (isAlive(ownerSchema.parse(owner))) return [];
        return lose.run(now, search, owner).changes > 0 ? [search] : [];
      });
    },
  };
}

function refuse(search: string, why = 'does not exist'): never {
  throw new AppError('INVALID_INPUT', `search ${search} ${why}`, { search });
}
