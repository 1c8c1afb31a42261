import { randomBytes } from 'node:crypto';
import { describeBackend } from '#main/model/backend.ts';
import type { StoredSearch } from '#main/store/searches.ts';
import type { Store } from '#main/store/store.ts';
import type { HandlerContext } from '#shared/contract.ts';
import { AppError, toAppError } from '#shared/errors.ts';
import { isTimingConfig } from '#shared/runs.ts';
import type { RunConfig } from '#shared/runs.ts';
import type { SearchRequest } from '#shared/searchContract.ts';
import { defaultSpace } from '#shared/searchSpace.ts';
import type { SearchSpace } from '#shared/searchSpace.ts';
import { assertSearched } from '../runs/searchedTo.ts';
import { SELECTION_RUN } from '../selection/runSelection.ts';
import { TIMING_RUN } from '../timing/runTiming.ts';
import { readSelectionSearch } from './searchSelectionData.ts';
import { readTimingSearch } from './searchTimingData.ts';
import { trainTrials } from './searchTraining.ts';
import { withSettings } from './searchTrial.ts';
import type { SearchData } from './searchUnit.ts';
import type { RunDependencies } from '../runs/storedRun.ts';

/**
 * Searches settings for a run on validation folds before its first test bar; returns the search's name.
 * Every finished trial is stored. Throws INVALID_INPUT for settings that the model cannot have,
 * NOT_ENOUGH_HISTORY, CANCELLED.
 */
export async function startSearch(
  dependencies: RunDependencies,
  request: SearchRequest,
  context: HandlerContext,
): Promise<string> {
  const { store, appVersion } = dependencies;
  const { config } = request;
  const space = request.space ?? defaultSpace(config);
  assertSearched(store, config);
  check(config, space);
  const data = await readData(store, config, context);
  const backend = describeBackend();
  const search = createSearchId();
  const { dataVersion, span, folds } = data;
  const started = { search, request: { ...request, config, space } };
  store.searches.create({ ...started, plan: { span, folds }, dataVersion, appVersion, backend });
  await carryOut(dependencies, started, data, context);
  return search;
}

/**
 * Goes on with a stored search after its finished trials. Throws INVALID_INPUT when it is done or running,
 * or when the bars of its span or the backend are no longer the same.
 */
export async function resumeSearch(
  dependencies: RunDependencies,
  search: string,
  context: HandlerContext,
): Promise<string> {
  const { store } = dependencies;
  // Its process may have been killed since this one began.
  store.searches.markInterrupted();
  const stored = store.searches.get(search);
  const { state, request, backend: before } = stored;
  if (state === 'done' || state === 'running') {
    refuse(search, `search ${search} is ${state}, there is nothing to resume`);
  }
  const data = await readData(store, request.config, context);
  if (data.dataVersion !== stored.dataVersion) {
    refuse(search, `the bars of search ${search} have changed since; start it anew`);
  }
  const backend = describeBackend();
  if (backend.name !== before.name || backend.version !== before.version) {
    refuse(
      search,
      `search ${search} was begun on ${before.name} ${before.version}, this is ${backend.name} ${backend.version}; start it anew`,
    );
  }
  store.searches.takeUp(search);
  await carryOut(dependencies, stored, data, context);
  return search;
}

function refuse(search: string, message: string): never {
  throw new AppError('INVALID_INPUT', message, { search });
}

/** Refuses before anything is stored what no trial could be trained with. */
function check(config: RunConfig, space: SearchSpace): void {
  checkRun(config);
  for (const [name, dimension] of Object.entries(space)) {
    const ends = dimension.kind === 'choice' ? dimension.values : [dimension.low, dimension.high];
    for (const value of ends) checkRun(withSettings(config, { [name]: value }));
  }
}

function checkRun(config: RunConfig): void {
  if (isTimingConfig(config)) TIMING_RUN.check(config);
  else SELECTION_RUN.check(config);
}

async function readData(
  store: Store,
  config: RunConfig,
  context: HandlerContext,
): Promise<SearchData> {
  if (!isTimingConfig(config)) return readSelectionSearch(store, config, context);
  context.report({ step: 'prepare', done: 0, total: config.symbols.length });
  return readTimingSearch(store, config);
}

/** Whatever ends the work early is written on the search before it is thrown on. */
async function carryOut(
  dependencies: RunDependencies,
  started: Pick<StoredSearch, 'search' | 'request'>,
  data: SearchData,
  context: HandlerContext,
): Promise<void> {
  const { announce, store } = dependencies;
  const { search } = started;
  announce(search);
  try {
    await trainTrials(dependencies, started, data, context);
    store.searches.markState(search, 'done');
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    const state = context.signal.aborted || code === 'CANCELLED' ? 'cancelled' : 'failed';
    store.searches.markState(search, state, { code, message });
    throw thrown;
  } finally {
    announce(search);
  }
}

/** Sortable by time and safe in a file name. */
function createSearchId(): string {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  return `search-${stamp}-${randomBytes(3).toString('hex')}`;
}
