import { randomBytes } from 'node:crypto';
import { fromIsoDate } from '#main/lib/dates.ts';
import { openBackend } from '#main/model/backend.ts';
import { buildReport } from '#main/report/buildReport.ts';
import type { SymbolPredictions } from '#main/report/buildReport.ts';
import type { StoredRun } from '#main/store/runs.ts';
import type { Store } from '#main/store/store.ts';
import type { HandlerContext } from '#shared/contract.ts';
import { AppError, toAppError } from '#shared/errors.ts';
import type { BackendInfo, TimingConfig, TimingReport } from '#shared/run.ts';
import { isTimingConfig } from '#shared/runs.ts';
import { assertSpan } from './dateSpan.ts';
import { assertTradable, backtestTiming } from './timingBacktests.ts';
import { readBenchmark } from './timingBenchmark.ts';
import { readTimingData } from './timingData.ts';
import { toFoldRecord } from './timingFold.ts';
import type { FoldResult } from './timingFold.ts';
import { timingNotes } from './timingNotes.ts';
import { trainFolds } from './trainFolds.ts';
import type { SymbolFolds } from './trainFolds.ts';

export interface RunDependencies {
  store: Store;
  appVersion: string;
  /** Entry file of the processes that train folds. */
  workerFile: string;
  /** Called when a run has begun and when it has ended, however it did. */
  announce: (run: string) => void;
}

/** Trains walk-forward, backtests, reports and stores one t-timing run; returns its id. */
export async function runTiming(
  dependencies: RunDependencies,
  config: TimingConfig,
  context: HandlerContext,
): Promise<string> {
  assertSpan(config);
  const { store, appVersion } = dependencies;
  const run = createRunId();
  const backend = await openBackend();
  const dataVersion = readDataVersion(store, config);
  store.runs.create({
    run,
    config,
    dataVersion,
    appVersion,
    backend,
    isSimulated: isSimulated(store, config),
  });
  await carryOut(dependencies, { run, config, backend, dataVersion }, context);
  return run;
}

/**
 * Goes on with a run that was interrupted, cancelled or failed, after its last stored fold.
 * Throws INVALID_INPUT when it is done or running, or when bars or backend are no longer the same:
 * folds of two worlds must not be mixed in one result.
 */
export async function resumeRun(
  dependencies: RunDependencies,
  run: string,
  context: HandlerContext,
): Promise<string> {
  const { store } = dependencies;
  // Its process may have been killed since this one began.
  store.runs.markInterrupted();
  const { config, dataVersion, backend: before } = assertResumable(store.runs.get(run));
  const backend = await openBackend();
  if (readDataVersion(store, config) !== dataVersion) {
    refuse(run, `the bars of run ${run} have changed since; start it anew`);
  }
  if (backend.name !== before.name || backend.version !== before.version) {
    refuse(
      run,
      `run ${run} was begun on ${before.name} ${before.version}, this is ${backend.name} ${backend.version}; start it anew`,
    );
  }
  store.runs.takeUp(run);
  await carryOut(dependencies, { run, config, backend, dataVersion }, context);
  return run;
}

function assertResumable(stored: StoredRun): StoredRun & { config: TimingConfig } {
  const { run, state, config } = stored;
  if (state === 'done' || state === 'running') {
    refuse(run, `run ${run} is ${state}, there is nothing to resume`);
  }
  if (!isTimingConfig(config)) refuse(run, `run ${run} is no timing run`);
  return { ...stored, config };
}

function refuse(run: string, message: string): never {
  throw new AppError('INVALID_INPUT', message, { run });
}

interface StartedRun {
  run: string;
  config: TimingConfig;
  backend: BackendInfo;
  dataVersion: string;
}

/** The work itself; whatever ends it early is written on the run before it is thrown on. */
async function carryOut(
  dependencies: RunDependencies,
  started: StartedRun,
  context: HandlerContext,
): Promise<void> {
  const { store, announce } = dependencies;
  announce(started.run);
  try {
    store.runs.finish(await makeReport(dependencies, started, context));
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    const state = context.signal.aborted || code === 'CANCELLED' ? 'cancelled' : 'failed';
    store.runs.markState(started.run, state, { code, message });
    throw thrown;
  } finally {
    announce(started.run);
  }
}

async function makeReport(
  { store, appVersion, workerFile }: RunDependencies,
  { run, config, backend, dataVersion }: StartedRun,
  context: HandlerContext,
): Promise<TimingReport> {
  const stopwatch = createStopwatch();
  context.report({ step: 'prepare', done: 0, total: config.symbols.length });
  const symbols = config.symbols.map((symbol) => readTimingData(store, config, symbol));
  assertTradable(config, symbols);
  stopwatch.lap('features');
  const folds = await trainFolds({ store, workerFile, run, config, symbols }, context);
  stopwatch.lap('train');
  const backtests = await backtestTiming(store, config, folds, context);
  stopwatch.lap('backtest');
  const { strategy } = backtests;
  return buildReport({
    run,
    config,
    appVersion,
    dataVersion,
    backend,
    isSimulated: isSimulated(store, config),
    ...backtests,
    benchmark: readBenchmark(store, config.settings.benchmark, strategy.dates),
    predictions: folds.map((symbol) => toSymbolPredictions(symbol, 'probabilities')),
    logisticPredictions: folds.map((symbol) => toSymbolPredictions(symbol, 'logistic')),
    folds: folds.flatMap(({ data, results }) =>
      data.folds.map((fold, i) => toFoldRecord(data, fold, results[i])),
    ),
    notes: timingNotes(config, backend, strategy),
    timing: stopwatch.seconds,
  });
}

/** Sortable by time and safe in a file name. */
function createRunId(): string {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  return `t-timing-${stamp}-${randomBytes(3).toString('hex')}`;
}

const readDataVersion = (store: Store, { symbols, settings, from, to }: TimingConfig): string =>
  store.bars.dataVersion([...symbols, settings.benchmark], fromIsoDate(from), fromIsoDate(to));

const isSimulated = (store: Store, { symbols }: TimingConfig): boolean =>
  symbols.some((symbol) => store.instruments.find(symbol)?.isSimulated === true);

function toSymbolPredictions(
  { data, results }: SymbolFolds,
  column: keyof Pick<FoldResult, 'probabilities' | 'logistic'>,
): SymbolPredictions {
  const from = data.folds[0].testFrom;
  return {
    symbol: data.symbol,
    dates: data.tradeDate.slice(from),
    probability: results.flatMap((result) => result[column]),
    label: data.labels.slice(from),
    fold: data.folds.flatMap(({ index, testFrom, testTo }) =>
      new Array<number>(testTo - testFrom).fill(index),
    ),
  };
}

function createStopwatch() {
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
