import { randomBytes } from 'node:crypto';
import { describeBackend } from '#main/model/backend.ts';
import type { StoredRun } from '#main/store/runs.ts';
import type { Store } from '#main/store/store.ts';
import type { HandlerContext } from '#shared/contract.ts';
import { AppError, toAppError } from '#shared/errors.ts';
import type { BackendInfo } from '#shared/run.ts';
import type { RunConfig, RunReport } from '#shared/runs.ts';
import { assertSearched } from './searchedTo.ts';

export interface RunDependencies {
  store: Store;
  appVersion: string;
  /** Entry file of the processes that train. */
  workerFile: string;
  /** Called when a run has begun and when it has ended, however it did. */
  announce: (run: string) => void;
}

/** A run that has its place in the store. */
export interface StartedRun<C extends RunConfig> {
  run: string;
  config: C;
  backend: BackendInfo;
  dataVersion: string;
}

/** What sets the runs of one preset apart. */
export interface RunKind<C extends RunConfig> {
  /** Refuses, before anything is stored, what cannot be run at all. */
  check: (config: C) => void;
  /** Refuses likewise what the stored bars are too few for, as far as that is known without computing. */
  checkBars?: (store: Store, config: C) => void;
  /** Changes whenever the bars do that the run reads. */
  readDataVersion: (store: Store, config: C) => string;
  isSimulated: (store: Store, config: C) => boolean;
  /** The work itself; what it has stored of this run before, it does not do again. */
  makeReport: (
    dependencies: RunDependencies,
    started: StartedRun<C>,
    context: HandlerContext,
  ) => Promise<RunReport>;
}

/** Carries a new run out and stores it with its report; returns its id. */
export async function startRun<C extends RunConfig>(
  dependencies: RunDependencies,
  kind: RunKind<C>,
  config: C,
  context: HandlerContext,
): Promise<string> {
  kind.check(config);
  const { store, appVersion } = dependencies;
  assertSearched(store, config);
  kind.checkBars?.(store, config);
  const run = createRunId(config.preset);
  const backend = describeBackend();
  const dataVersion = kind.readDataVersion(store, config);
  const isSimulated = kind.isSimulated(store, config);
  store.runs.create({ run, config, dataVersion, appVersion, backend, isSimulated });
  await carryOut(dependencies, kind, { run, config, backend, dataVersion }, context);
  return run;
}

/**
 * Goes on with a stored run after what it has stored so far. Throws INVALID_INPUT when it is done or
 * running, or when bars or backend are no longer the same: parts of two worlds must not be mixed in one
 * result.
 */
export async function goOnWith<C extends RunConfig>(
  dependencies: RunDependencies,
  kind: RunKind<C>,
  stored: StoredRun & { config: C },
  context: HandlerContext,
): Promise<void> {
  const { run, state, config, dataVersion, backend: before } = stored;
  if (state === 'done' || state === 'running') {
    refuse(run, `run ${run} is ${state}, there is nothing to resume`);
  }
  const backend = describeBackend();
  if (kind.readDataVersion(dependencies.store, config) !== dataVersion) {
    refuse(run, `the bars of run ${run} have changed since; start it anew`);
  }
  if (backend.name !== before.name || backend.version !== before.version) {
    refuse(
      run,
      `run ${run} was begun on ${before.name} ${before.version}, this is ${backend.name} ${backend.version}; start it anew`,
    );
  }
  dependencies.store.runs.takeUp(run);
  await carryOut(dependencies, kind, { run, config, backend, dataVersion }, context);
}

function refuse(run: string, message: string): never {
  throw new AppError('INVALID_INPUT', message, { run });
}

/** Whatever ends the work early is written on the run before it is thrown on. */
async function carryOut<C extends RunConfig>(
  dependencies: RunDependencies,
  kind: RunKind<C>,
  started: StartedRun<C>,
  context: HandlerContext,
): Promise<void> {
  const { store, announce } = dependencies;
  announce(started.run);
  try {
    store.runs.finish(await kind.makeReport(dependencies, started, context));
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    const state = context.signal.aborted || code === 'CANCELLED' ? 'cancelled' : 'failed';
    store.runs.markState(started.run, state, { code, message });
    throw thrown;
  } finally {
    announce(started.run);
  }
}

/** Sortable by time and safe in a file name. */
function createRunId(preset: string): string {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  return `${preset}-${stamp}-${randomBytes(3).toString('hex')}`;
}

/** Seconds by stage. */
export function createStopwatch() {
  const seconds: Record<string, number> = {};
  let last = performance.now();
  return {
    seconds,
    lap: (name: string): void => {
      const now = performance.now();
      seconds[name] = (now - last) / 1000;
      last = now;
    },
  };
}
