import { fromIsoDate, toIsoDate } from '#main/lib/dates.ts';
import { buildReport } from '#main/report/buildReport.ts';
import type { SymbolPredictions } from '#main/report/buildReport.ts';
import { searchNotes } from '#main/report/searchNotes.ts';
import type { Store } from '#main/store/store.ts';
import type { HandlerContext } from '#shared/contract.ts';
import type { TimingConfig, TimingReport } from '#shared/run.ts';
import { assertSpan } from '../dateSpan.ts';
import { searchedTo } from '../runs/searchedTo.ts';
import { createStopwatch, startRun } from '../runs/storedRun.ts';
import type { RunDependencies, RunKind, StartedRun } from '../runs/storedRun.ts';
import { assertTradable, backtestTiming } from './timingBacktests.ts';
import { readBenchmark } from '../runs/readBenchmark.ts';
import { assertFilters } from '../training/assertFilters.ts';
import { ensembleKinds } from '../training/memberPlans.ts';
import { assertHistory, readTimingData } from './timingData.ts';
import type { TimingData } from './timingData.ts';
import { assertConfidence, doubtsOf } from './timingDoubts.ts';
import type { SaidBy } from './timingDoubts.ts';
import { toFoldRecord } from './timingFold.ts';
import { timingEntryNotes } from './timingEntries.ts';
import { timingNotes } from './timingNotes.ts';
import { trainFolds } from './trainFolds.ts';
import type { SymbolFolds } from './trainFolds.ts';

/** Runs of `t-timing`. */
export const TIMING_RUN: RunKind<TimingConfig> = {
  check: (config) => {
    assertSpan(config);
    assertConfidence(config);
    assertFilters(config);
    ensembleKinds(config.settings, 'probability');
  },
  checkBars: (store, config) => {
    for (const symbol of config.symbols) assertHistory(store, config, symbol);
  },
  readDataVersion: (store, { symbols, settings, from, to }) =>
    store.bars.dataVersion([...symbols, settings.benchmark], fromIsoDate(from), fromIsoDate(to)),
  isSimulated,
  makeReport,
};

/** Trains walk-forward, backtests, reports and stores one t-timing run; returns its id. */
export const runTiming = (
  dependencies: RunDependencies,
  config: TimingConfig,
  context: HandlerContext,
): Promise<string> => startRun(dependencies, TIMING_RUN, config, context);

async function makeReport(
  { store, appVersion, workerFile }: RunDependencies,
  { run, config, backend, dataVersion }: StartedRun<TimingConfig>,
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
  const predictions = folds.map((symbol) => toSymbolPredictions(symbol, 'probabilities'));
  return buildReport({
    run,
    config,
    appVersion,
    dataVersion,
    backend,
    isSimulated: isSimulated(store, config),
    ...backtests,
    benchmark: readBenchmark(store, config.settings.benchmark, strategy.dates),
    predictions,
    logisticPredictions: folds.map((symbol) => toSymbolPredictions(symbol, 'logistic')),
    folds: folds.flatMap(({ data, results }) =>
      data.folds.map((fold, i) => toFoldRecord(data, fold, results[i])),
    ),
    notes: [
      ...timingNotes(config, backend, strategy),
      ...timingEntryNotes(config, predictions),
      ...searchNotes(config, {
        searchedTo: searchedTo(store, config.search),
        testedFrom: firstTested(symbols),
      }),
    ],
    timing: stopwatch.seconds,
  });
}

function isSimulated(store: Store, { symbols }: TimingConfig): boolean {
  return symbols.some((symbol) => store.instruments.find(symbol)?.isSimulated === true);
}

/** The first day that any symbol is predicted on. */
const firstTested = (symbols: readonly TimingData[]): string =>
  toIsoDate(Math.min(...symbols.map(({ tradeDate, folds }) => tradeDate[folds[0].testFrom])));

function toSymbolPredictions({ data, results }: SymbolFolds, column: SaidBy): SymbolPredictions {
  const from = data.folds[0].testFrom;
  return {
    symbol: data.symbol,
    dates: data.tradeDate.slice(from),
    probability: results.flatMap((result) => result[column]),
    label: data.labels.slice(from),
    doubts: doubtsOf(results, column),
    fold: data.folds.flatMap(({ index, testFrom, testTo }) =>
      new Array<number>(testTo - testFrom).fill(index),
    ),
  };
}
