import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Store } from '#main/store/store.ts';
import type { EventMessage, HandlerContext } from '#shared/contract.ts';
import type { DownloadOutcome, DownloadState, UpdateOutcome } from '#shared/dataContract.ts';
import type { SymbolCode } from '#shared/domain.ts';
import { throwIfCancelled, toAppError, toErrorRecord } from '#shared/errors.ts';
import type { AppError } from '#shared/errors.ts';
import { isEverySourceShut } from './askInOrder.ts';
import { createChangeNotes } from './changeNotes.ts';
import type { ChangeNotes } from './changeNotes.ts';
import { createPace } from './downloadPace.ts';
import type { Pace } from './downloadPace.ts';
import type { SourceDesk } from './sourceDesk.ts';

export interface DownloadDependencies {
  store: Store;
  desk: SourceDesk;
  emit: (event: EventMessage) => void;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** What one symbol's part of a download came to; `rows` counts what was received. */
export interface SymbolResult extends Omit<UpdateOutcome, 'symbol' | 'error'> {
  rows: number;
}

export type ReadSymbol = (symbol: SymbolCode, signal: AbortSignal) => Promise<SymbolResult>;

/** While one symbol waits for its turn at one host, another may ask a second host. */
const LANES = 2;

export const NOTHING_NEW: SymbolResult = {
  source: null,
  added: 0,
  changed: 0,
  factors: 0,
  quarantined: 0,
  from: null,
  to: null,
  rows: 0,
};

/** Adds a download in state `running`, owned by this process; its request is read back when it is resumed. */
export function createDownload(
  store: Store,
  kind: 'daily' | 'minutes',
  request: object & { symbols: readonly SymbolCode[] },
): string {
  const id = `${kind}-${randomUUID().slice(0, 8)}`;
  store.downloads.create({ id, kind, request, symbols: request.symbols });
  return id;
}

interface Run {
  store: Store;
  id: string;
  read: ReadSymbol;
  notes: ChangeNotes;
  pace: Pace;
  next: () => SymbolCode | undefined;
  signal: AbortSignal;
  /** Why no source can be asked any more; null while one can. */
  shut: AppError | null;
}

/**
 * Works off the waiting symbols of a download, each saved whole or not at all, its state stored as it
 * changes. A symbol that fails carries its error and the next one follows. When no source can be asked
 * any more the download ends as `limited` (or `incomplete`, where none was limited but all are away),
 * the rest still waiting. Throws CANCELLED, and what is no source's fault (DISK_FULL, STORE_…); then
 * the download is `cancelled` or `interrupted`, to be resumed.
 */
export async function runDownload(
  dependencies: DownloadDependencies,
  id: string,
  read: ReadSymbol,
  context: HandlerContext,
): Promise<DownloadOutcome> {
  const { store, emit } = dependencies;
  const all = store.downloads.symbols(id);
  const waiting = all.filter(({ state }) => state !== 'done').map(({ symbol }) => symbol);
  const notes = createChangeNotes(emit, id);
  const pace = createPace(id, all.length - waiting.length, all.length, context.report);
  const fatal = new AbortController();
  const signal = AbortSignal.any([context.signal, fatal.signal]);
  const next = (): SymbolCode | undefined => waiting.shift();
  const run: Run = { store, id, read, notes, pace, next, signal, shut: null };
  notes.flush();
  const lanes = Array.from({ length: LANES }, () =>
    workLane(run).catch((thrown: unknown) => {
      fatal.abort();
      throw thrown;
    }),
  );
  const failures = (await Promise.allSettled(lanes)).flatMap((end) =>
    end.status === 'rejected' ? [toAppError(end.reason)] : [],
  );
  const cause = failures.find(({ code }) => code !== 'CANCELLED') ?? failures.at(0);
  const state = stateOf(run, cause);
  markState(dependencies, id, state);
  notes.flush();
  if (cause) throw cause;
  pace.report();
  return { download: id, state, symbols: outcomesOf(run) };
}

async function workLane(run: Run): Promise<void> {
  for (let symbol = run.next(); symbol !== undefined && !run.shut; symbol = run.next()) {
    // Saving holds the thread: between symbols the engine must hear a cancel.
    await nextTurn();
    throwIfCancelled(run.signal);
    await workSymbol(run, symbol);
  }
}

async function workSymbol(run: Run, symbol: SymbolCode): Promise<void> {
  const { store, id, notes, pace } = run;
  pace.begin(symbol);
  store.downloads.saveSymbol(id, symbol, { state: 'running', error: null });
  try {
    const { rows, ...outcome } = await run.read(symbol, run.signal);
    store.downloads.saveSymbol(id, symbol, { ...outcome, state: 'done' });
    pace.finish(symbol, { rows, source: outcome.source, added: outcome.added, isFailed: false });
    notes.add(symbol, outcome.added + outcome.changed + outcome.quarantined > 0);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (!error.code.startsWith('SOURCE_') && error.code !== 'INVALID_INPUT') throw error;
    const isShut = isEverySourceShut(error);
    if (isShut) run.shut = error;
    const state = isShut ? 'waiting' : 'failed';
    store.downloads.saveSymbol(id, symbol, { state, error: toErrorRecord(error) });
    if (isShut) return;
    pace.finish(symbol, { rows: 0, source: null, added: 0, isFailed: true });
    notes.add(symbol, false);
  }
}

function stateOf(run: Run, cause: AppError | undefined): Exclude<DownloadState, 'running'> {
  if (cause) return cause.code === 'CANCELLED' ? 'cancelled' : 'interrupted';
  if (run.shut) return run.shut.code === 'SOURCE_RATE_LIMITED' ? 'limited' : 'incomplete';
  const isWhole = run.store.downloads.symbols(run.id).every(({ state }) => state === 'done');
  return isWhole ? 'done' : 'incomplete';
}

/** Symbols that nobody got to carry the reason for which the download ended. */
function outcomesOf({ store, id, shut }: Run): UpdateOutcome[] {
  const left = shut ? toErrorRecord(shut) : null;
  return store.downloads
    .symbols(id)
    .map(({ symbol, state, source, added, changed, factors, quarantined, from, to, error }) => ({
      symbol,
      source,
      added,
      changed,
      factors,
      quarantined,
      from,
      to,
      error: state === 'waiting' ? left : error,
    }));
}

/** States that a full disk did not take. */
const owed = new Map<string, Exclude<DownloadState, 'running'>>();

function markState(
  { store }: Pick<DownloadDependencies, 'store'>,
  id: string,
  state: Exclude<DownloadState, 'running'>,
): void {
  try {
    store.downloads.markState(id, state);
    owed.delete(id);
  } catch {
    // The download's own error is the one to tell; the state follows when somebody looks.
    owed.set(id, state);
  }
}

/** Brings the stored states up to date: of processes that are gone, and what the disk did not take. */
export function settleDownloads(store: Store): void {
  for (const [id, state] of owed) markState({ store }, id, state);
  store.downloads.markInterrupted();
}
