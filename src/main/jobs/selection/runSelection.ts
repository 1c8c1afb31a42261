import { fromIsoDate } from '#main/lib/dates.ts';
import { assertRulesCover } from '#main/market/rulebook.ts';
import { buildSelectionReport } from '#main/report/buildSelectionReport.ts';
import { bandNotes } from '#main/report/predictionBand.ts';
import { searchNotes } from '#main/report/searchNotes.ts';
import { selectionNotes } from '#main/report/selectionNotes.ts';
import { survivorshipStatements } from '#main/report/survivorship.ts';
import type { Store } from '#main/store/store.ts';
import type { HandlerContext } from '#shared/contract.ts';
import { AppError } from '#shared/errors.ts';
import type { SelectionConfig, SelectionReport } from '#shared/selection.ts';
import { assertSpan } from '../dateSpan.ts';
import { searchedTo } from '../runs/searchedTo.ts';
import { entryNotes, tieNotes } from './entryNotes.ts';
import { assertModels } from './assertModels.ts';
import { backtestSelection } from './selectionBacktests.ts';
import { readSelectionData } from './selectionData.ts';
import { dataNotes } from './selectionDataNotes.ts';
import { selectionDataVersion } from './selectionDataVersion.ts';
import { assertEntries, assertValidated } from './selectionEntries.ts';
import { withDoubts } from './selectionDoubts.ts';
import { hasMemberDates, markMembers, membersOnly } from './selectionScores.ts';
import { toTrainingRecords, trainSelection } from './selectionTraining.ts';
import { resolveUniverse } from './selectionUniverse.ts';
import type { ResolvedUniverse } from './selectionUniverse.ts';
import { createStopwatch, startRun } from '../runs/storedRun.ts';
import type { RunDependencies, RunKind, StartedRun } from '../runs/storedRun.ts';
import { readBenchmark } from '../runs/readBenchmark.ts';
import { assertFilters } from '../training/assertFilters.ts';

/** Runs over a cross-section. */
export const SELECTION_RUN: RunKind<SelectionConfig> = {
  check: (config) => {
    assertSpan(config);
    assertSplit(config);
    assertEntries(config);
    assertFilters(config);
    assertModels(config);
  },
  readDataVersion: selectionDataVersion,
  isSimulated: (store, config) =>
    resolveUniverse(store, config).symbols.some(
      (symbol) => store.instruments.find(symbol)?.isSimulated === true,
    ),
  makeReport,
};

/** Trains, ranks, backtests, reports and stores one cross-sectional run; returns its id. */
export const runSelection = (
  dependencies: RunDependencies,
  config: SelectionConfig,
  context: HandlerContext,
): Promise<string> => startRun(dependencies, SELECTION_RUN, config, context);

function assertSplit({ from, split, to }: SelectionConfig): void {
  if (from < split && split <= to) return;
  throw new AppError(
    'INVALID_INPUT',
    `the split ${split} must lie after ${from} and not after ${to}: what is before it trains, the rest is predicted`,
    { from, split, to },
  );
}

async function makeReport(
  { store, appVersion, workerFile }: RunDependencies,
  started: StartedRun<SelectionConfig>,
  context: HandlerContext,
): Promise<SelectionReport> {
  const { run, config, backend } = started;
  const stopwatch = createStopwatch();
  const universe = resolveUniverse(store, config);
  assertTradable(config, universe);
  const data = await readSelectionData(store, config, universe, context);
  assertValidated(config, data);
  stopwatch.lap('features');
  const models = await trainSelection({ store, workerFile, run, config, data }, context);
  stopwatch.lap('train');
  const [model, ridge] = [models[0], models[models.length - 1]];
  const scores = {
    model: withDoubts(markMembers(model.scored, universe), model.doubts),
    ridge: withDoubts(markMembers(ridge.scored, universe), ridge.doubts),
  };
  const backtests = await backtestSelection(store, config, scores, context);
  stopwatch.lap('backtest');
  return buildSelectionReport({
    ...started,
    appVersion,
    isSimulated: SELECTION_RUN.isSimulated(store, config),
    symbols: universe.symbols,
    names: new Map(store.instruments.list().map(({ symbol, name }) => [symbol, name])),
    ...backtests,
    benchmark: readBenchmark(store, config.settings.benchmark, backtests.strategy.dates),
    scored: membersOnly(model.scored, scores.model),
    ridgeScored: membersOnly(ridge.scored, scores.ridge),
    band: model.band,
    ridgeBand: ridge.band,
    training: toTrainingRecords(data, models),
    survivorship: survivorshipStatements(
      config,
      listSpans(store, universe),
      hasMemberDates(universe, config),
    ),
    notes: [
      ...selectionNotes(config, backend, backtests.strategy),
      ...dataNotes(config, universe, data),
      ...bandNotes(model.band),
      ...entryNotes(backtests.entries.eligible, config.settings),
      ...tieNotes(backtests.entries.model, config.settings),
      ...searchNotes(config, {
        searchedTo: searchedTo(store, config.search),
        testedFrom: config.split,
      }),
    ],
    timing: stopwatch.seconds,
  });
}

/** First and last stored date of each symbol, whatever the run reads of it. */
function listSpans(store: Store, { symbols }: ResolvedUniverse): { tradeDate: Int32Array }[] {
  const wanted = new Set(symbols);
  return store.bars
    .stats()
    .filter(({ symbol }) => wanted.has(symbol))
    .map(({ firstDate, lastDate }) => ({ tradeDate: Int32Array.of(firstDate, lastDate) }));
}

/** Refuses before training what the backtests would refuse after it. */
function assertTradable(config: SelectionConfig, { symbols }: ResolvedUniverse): void {
  if (config.settings.rules !== 'exchange') return;
  for (const symbol of symbols) assertRulesCover(symbol, fromIsoDate(config.split));
}
