import { toIsoDate } from '#main/lib/dates.ts';
import { permutationImportance, rankLossOf, squaredErrorOf } from '#main/report/importance.ts';
import type { PredictWindows } from '#main/report/importance.ts';
import type { Store } from '#main/store/store.ts';
import type { HandlerContext } from '#shared/contract.ts';
import type { SelectionReport } from '#shared/selection.ts';
import type { RunImportance } from '#shared/toolkitContract.ts';
import { isPerSymbol } from '../selection/perSymbol.ts';
import { readSelectionData } from '../selection/selectionData.ts';
import type { SelectionData } from '../selection/selectionData.ts';
import { givesLabels } from '../selection/selectionModel.ts';
import { resolveUniverse } from '../selection/selectionUniverse.ts';
import { readModelOf } from '../selection/storedModel.ts';
import type { FoldWorker } from '../training/foldWorkerProcess.ts';
import { predictIn } from '../training/predictInWorker.ts';
import { joinFloats, nothingKnown, rankFeatures } from './importanceParts.ts';
import { cutWindows, packDates } from './selectionWindow.ts';

/** Days that are looked at, spread evenly over the test part. */
const MOST_DAYS = 40;
const FEWEST_DAYS = 10;
/** Windows beyond which fewer days, then fewer symbols are looked at, and their values together: 16 MiB. */
const MOST_WINDOWS = 3000;
const MOST_VALUES = 4 * 2 ** 20;

interface Selected {
  store: Store;
  selection: SelectionReport;
  worker: FoldWorker;
  /** Of the shuffles. */
  seed: number;
}

/**
 * How much the run's stored model leans on each input, over test windows of at most 40 days whose outcome the
 * run knew: the growth of the squared error of scaled labels, and of outputs that are no labels the fall of
 * the rank IC.
 *
 * @throws INVALID_INPUT where no such window has a stored model
 */
export async function importanceOfSelection(
  { store, selection, worker, seed }: Selected,
  context: HandlerContext,
): Promise<RunImportance> {
  const { run, config, symbols } = selection;
  const { memberships } = resolveUniverse(store, config);
  const data = await readSelectionData(store, config, { symbols, memberships }, context);
  const isLabel = givesLabels(config.model, config.settings);
  const outcome = isLabel ? data.testLabels : data.testOutcomes;
  const models = symbols.map((symbol) => readModelOf(store, run, config, symbol));
  const places = choosePlaces(data, selection, outcome, models);
  const known = places.map((place) => outcome[place]);
  if (known.every(Number.isNaN)) throw nothingKnown(run);
  const ends = Int32Array.from(places, (place) => data.ends.test[place]);
  const days = Array.from(ends, (row) => data.rows.date[row]);
  const { lookback } = config.settings;
  const { names } = data;
  const found = await permutationImportance(
    {
      ...{ lookback, width: names.length, count: ends.length },
      x: cutWindows(data.inputs, ends, lookback),
      lossOf: isLabel ? squaredErrorOf(known) : rankLossOf(known, days),
    },
    predictorOf(worker, data, selection, ends, models),
    seed,
    (done) => context.report({ step: 'importance', done, total: names.length }),
  );
  const dated = days.sort((a, b) => a - b).map((day) => toIsoDate(data.dates[day]));
  return {
    ...{ run, symbol: null, measure: isLabel ? 'squaredError' : 'rankIc', windows: ends.length },
    base: isLabel ? found.base : -found.base,
    ...{ from: dated[0], to: dated[dated.length - 1] },
    features: rankFeatures(names, found),
  };
}

const readsDates = ({ config: { model } }: SelectionReport): boolean =>
  model === 'graphAttention' || model === 'portfolioTransformer';

/** Indices of test windows in their order: those of the chosen days that have a model. */
function choosePlaces(
  { ends, rows, inputs, symbols }: SelectionData,
  selection: SelectionReport,
  outcome: ArrayLike<number>,
  models: readonly (Uint8Array | null)[],
): number[] {
  const { lookback } = selection.config.settings;
  const most = Math.min(MOST_WINDOWS, Math.floor(MOST_VALUES / (lookback * inputs.width)));
  const all = Array.from(ends.test, (row) => rows.date[row]);
  const withOutcome = [...new Set(all.filter((_, i) => !Number.isNaN(outcome[i])))].sort(
    (a, b) => a - b,
  );
  const count = Math.min(MOST_DAYS, Math.max(FEWEST_DAYS, Math.floor(most / symbols.length)));
  const days = new Set(spread(withOutcome, count));
  const every = readsDates(selection)
    ? 1
    : Math.max(1, Math.ceil((days.size * symbols.length) / most));
  let slot = 0;
  return all.flatMap((day, place) => {
    while (ends.test[place] >= rows.start[slot + 1]) slot++;
    return days.has(day) && slot % every === 0 && models[slot] !== null ? [place] : [];
  });
}

/** So many of the values, evenly apart. */
function spread<T>(values: readonly T[], count: number): T[] {
  if (values.length <= count) return [...values];
  return Array.from({ length: count }, (_, i) => values[Math.floor((i * values.length) / count)]);
}

function predictorOf(
  worker: FoldWorker,
  data: SelectionData,
  selection: SelectionReport,
  ends: Int32Array,
  models: readonly (Uint8Array | null)[],
): PredictWindows {
  const { model, settings } = selection.config;
  const predict = predictIn(worker);
  const [weights] = models;
  if (readsDates(selection) && weights) {
    return async (x) => {
      const dates = packDates(data, ends, x, settings.lookback);
      const said = await worker.train({ kind: 'predictDates', weights, dates }, () => undefined);
      return Float32Array.from(dates.place, (place) => said[place]);
    };
  }
  if (!isPerSymbol(model, settings) && weights) return (x, count) => predict(weights, x, count);
  const parts = listParts(data, ends, models);
  return async (x, count) => {
    const size = x.length / count;
    const said: Float32Array[] = [];
    for (const part of parts) {
      const own = x.subarray(part.from * size, part.to * size);
      said.push(await predict(part.weights, own, part.to - part.from));
    }
    return joinFloats(said);
  };
}

/** The windows of each symbol, which follow one another, with its model. */
function listParts(
  { rows, symbols }: SelectionData,
  ends: Int32Array,
  models: readonly (Uint8Array | null)[],
): { from: number; to: number; weights: Uint8Array }[] {
  return symbols.flatMap((_, slot) => {
    const weights = models[slot];
    const from = ends.findIndex((row) => row >= rows.start[slot]);
    const behind = ends.findIndex((row) => row >= rows.start[slot + 1]);
    const to = behind < 0 ? ends.length : behind;
    return weights === null || from < 0 || from === to ? [] : [{ from, to, weights }];
  });
}
