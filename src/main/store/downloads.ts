import type Database from 'better-sqlite3';
import { z } from 'zod';
import { isProcessAlive, markThisProcess } from '#main/lib/runningProcess.ts';
import type { ProcessMark } from '#main/lib/runningProcess.ts';
import { DOWNLOAD_STATES } from '#shared/dataContract.ts';
import type { DownloadRecord, DownloadState, UpdateOutcome } from '#shared/dataContract.ts';
import type { SourceName, SymbolCode } from '#shared/domain.ts';
import { AppError, ERROR_CODES } from '#shared/errors.ts';

const DOWNLOAD_KINDS = ['daily', 'minutes'] as const;
const DOWNLOAD_SYMBOL_STATES = ['waiting', 'running', 'done', 'failed'] as const;

/** One symbol of a download, with what came of it so far. */
export type DownloadSymbol = DownloadRecord['symbols'][number] & {
  /** Times it was begun. */
  attempts: number;
  /** ISO time. */
  updatedAt: string;
};

export interface Download {
  id: string;
  kind: (typeof DOWNLOAD_KINDS)[number];
  createdAt: string;
  updatedAt: string;
  state: DownloadState;
  /** As the job gave it; parsed by the job when it is read back. */
  request: unknown;
  total: number;
  done: number;
  failed: number;
}

/** Every method that names an unknown download throws INVALID_INPUT. */
export interface DownloadStore {
  /** Adds it in state `running`, owned by this process, each symbol waiting in the given order. */
  create: (
    download: Pick<Download, 'id' | 'kind'> & { request: object; symbols: readonly SymbolCode[] },
  ) => void;
  find: (id: string) => Download;
  /** Newest first. */
  list: () => Download[];
  /** In the order asked for. */
  symbols: (id: string) => DownloadSymbol[];
  /** Changes the given fields only; each change to `running` counts as an attempt. */
  saveSymbol: (
    id: string,
    symbol: SymbolCode,
    change: Partial<Omit<DownloadSymbol, 'symbol' | 'updatedAt' | 'attempts'>>,
  ) => void;
  /** Ends it; symbols under way are waiting again. */
  markState: (id: string, state: Exclude<DownloadState, 'running'>) => void;
  /**
   * `running` again, in this process; whatever is not done is waiting again. The first of two processes
   * gets it. Throws INVALID_INPUT when it is running or has nothing left to do.
   */
  takeUp: (id: string) => void;
  /** Whatever is `running` in a process that is gone becomes `interrupted`; returns their ids. */
  markInterrupted: (isAlive?: (owner: ProcessMark) => boolean) => string[];
  remove: (id: string) => boolean;
}

const SELECT = `SELECT id, kind, created_at AS createdAt, updated_at AS updatedAt, state, request,
  (SELECT count(*) FROM download_symbols WHERE download = id) AS total,
  (SELECT count(*) FROM download_symbols s WHERE download = id AND s.state = 'done') AS done,
  (SELECT count(*) FROM download_symbols s WHERE download = id AND s.state = 'failed') AS failed
  FROM downloads`;
const json = z.string().transform((text): unknown => JSON.parse(text));
const downloadSchema = z.object({
  id: z.string(),
  kind: z.enum(DOWNLOAD_KINDS),
  createdAt: z.string(),
  updatedAt: z.string(),
  state: z.enum(DOWNLOAD_STATES),
  request: json,
  total: z.number(),
  done: z.number(),
  failed: z.number(),
});
const errorSchema = z.object({
  code: z.enum(ERROR_CODES),
  message: z.string(),
  details: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .optional(),
});
const outcomeSchema = z.object({
  source: z.custom<SourceName | null>((value) => value === null || typeof value === 'string'),
  added: z.number(),
  changed: z.number(),
  factors: z.number(),
  quarantined: z.number(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  error: errorSchema.nullable(),
});
const symbolSchema = z
  .object({
    symbol: z.string(),
    state: z.enum(DOWNLOAD_SYMBOL_STATES),
    outcome: json.pipe(outcomeSchema),
    attempts: z.number(),
    updatedAt: z.string(),
  })
  .transform(({ outcome, ...row }): DownloadSymbol => ({ ...row, ...outcome }));
const NOTHING: Omit<UpdateOutcome, 'symbol'> = {
  source: null,
  added: 0,
  changed: 0,
  factors: 0,
  quarantined: 0,
  from: null,
  to: null,
  error: null,
};
const ownerSchema = json.pipe(
  z.object({ pid: z.number().int().positive(), startedAt: z.string().nullable() }),
);

const refuse = (id: string, why = 'does not exist'): never => {
  throw new AppError('INVALID_INPUT', `download ${id} ${why}`, { download: id });
};

export function createDownloads(db: Database.Database): DownloadStore {
  const one = db.prepare<[string]>(`${SELECT} WHERE id = ?`);
  const all = db.prepare(`${SELECT} ORDER BY created_at DESC, rowid DESC`);
  const remove = db.prepare('DELETE FROM downloads WHERE id = ?');
  const insert = db.prepare(
    "INSERT INTO downloads VALUES (@id, @kind, @now, @now, 'running', @request, @owner)",
  );
  const wait = db.prepare("INSERT INTO download_symbols VALUES (?, ?, ?, 'waiting', ?, 0, ?)");
  const create = db.transaction<DownloadStore['create']>(({ id, kind, request, symbols }) => {
    const now = new Date().toISOString();
    const owner = JSON.stringify(markThisProcess());
    insert.run({ id, kind, now, request: JSON.stringify(request), owner });
    const outcome = JSON.stringify(NOTHING);
    [...new Set(symbols)].forEach((symbol, i) => void wait.run(id, i, symbol, outcome, now));
  });
  return {
    create: (download) => create.immediate(download),
    find: (id) => downloadSchema.parse(one.get(id) ?? refuse(id)),
    list: () => all.all().map((row) => downloadSchema.parse(row)),
    remove: (id) => remove.run(id).changes > 0,
    ...prepareSymbols(db),
    ...prepareStates(db),
  };
}

function prepareSymbols(db: Database.Database): Pick<DownloadStore, 'symbols' | 'saveSymbol'> {
  const select = `SELECT symbol, state, outcome, attempts, updated_at AS updatedAt
    FROM download_symbols WHERE download = ?`;
  const all = db.prepare<[string]>(`${select} ORDER BY position`);
  const one = db.prepare<[string, string]>(`${select} AND symbol = ?`);
  const put = db.prepare(`UPDATE download_symbols SET state = @state, outcome = @outcome,
    attempts = @attempts, updated_at = @now WHERE download = @id AND symbol = @symbol`);
  const touch = db.prepare('UPDATE downloads SET updated_at = ? WHERE id = ?');
  const save = db.transaction<DownloadStore['saveSymbol']>((id, symbol, change) => {
    const old = symbolSchema.parse(one.get(id, symbol) ?? refuse(id, `does not hold ${symbol}`));
    const { state, ...outcome } = outcomeOf({ ...old, ...change });
    const attempts = old.attempts + Number(change.state === 'running');
    const now = new Date().toISOString();
    put.run({ id, symbol, state, attempts, now, outcome: JSON.stringify(outcome) });
    touch.run(now, id);
  });
  return {
    symbols: (id) => all.all(id).map((row) => symbolSchema.parse(row)),
    saveSymbol: (id, symbol, change) => save.immediate(id, symbol, change),
  };
}

const outcomeOf = ({ state, ...rest }: DownloadSymbol) => ({ state, ...outcomeSchema.parse(rest) });

function prepareStates(
  db: Database.Database,
): Pick<DownloadStore, 'markState' | 'takeUp' | 'markInterrupted'> {
  const end = db.prepare('UPDATE downloads SET state = ?, updated_at = ? WHERE id = ?');
  const park = db.prepare(
    "UPDATE download_symbols SET state = 'waiting' WHERE download = ? AND state = 'running'",
  );
  const take = db.prepare(`UPDATE downloads SET state = 'running', updated_at = ?, owner = ?
    WHERE id = ? AND state <> 'running' AND EXISTS
      (SELECT 1 FROM download_symbols s WHERE s.download = id AND s.state <> 'done')`);
  const again = db.prepare(
    "UPDATE download_symbols SET state = 'waiting' WHERE download = ? AND state <> 'done'",
  );
  const current = db.prepare<[string], string>('SELECT state FROM downloads WHERE id = ?').pluck();
  const running = db.prepare<[], { id: string; owner: string }>(
    "SELECT id, owner FROM downloads WHERE state = 'running' ORDER BY rowid",
  );
  // The same owner as was read: meanwhile another process may have taken it up.
  const lose = db.prepare(`UPDATE downloads SET state = 'interrupted', updated_at = ?
    WHERE id = ? AND state = 'running' AND owner = ?`);
  const markState = db.transaction<DownloadStore['markState']>((id, state) => {
    if (end.run(state, new Date().toISOString(), id).changes === 0) refuse(id);
    park.run(id);
  });
  const takeUp = db.transaction((id: string): void => {
    if (take.run(new Date().toISOString(), JSON.stringify(markThisProcess()), id).changes === 0) {
      const state = current.get(id) ?? refuse(id);
      refuse(id, state === 'running' ? 'is running' : 'has nothing left to do');
    }
    again.run(id);
  });
  const markInterrupted = db.transaction((isAlive: (owner: ProcessMark) => boolean): string[] =>
    running.all().flatMap(({ id, owner }) => {
      if (isAlive(ownerSchema.parse(owner))) return [];
      if (lose.run(new Date().toISOString(), id, owner).changes === 0) return [];
      park.run(id);
      return [id];
    }),
  );
  return {
    markState: (id, state) => markState.immediate(id, state),
    takeUp: (id) => takeUp.immediate(id),
    markInterrupted: (isAlive = isProcessAlive) => markInterrupted.immediate(isAlive),
  };
}
