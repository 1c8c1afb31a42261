import type { ScoredPanel } from '#main/report/selectionInput.ts';
import { fromIsoDate } from '#main/lib/dates.ts';
import type { StoredScores } from '#main/store/scores.ts';
import type { HandlerContext } from '#shared/contract.ts';
import type { SymbolCode } from '#shared/domain.ts';
import { AppError } from '#shared/errors.ts';
import type { SelectionReport } from '#shared/selection.ts';
import { addError } from './monitorRecords.ts';
import type { ErrorsByDate, MonitorFindings } from './monitorRecords.ts';
import { withPredictor } from '../training/predictInWorker.ts';
import { isPerSymbol } from '../selection/perSymbol.ts';
import { readSelectionData } from '../selection/selectionData.ts';
import type { SelectionData } from '../selection/selectionData.ts';
import { givesLabels } from '../selection/selectionModel.ts';
import { toScores } from '../selection/selectionScores.ts';
import { readModelOf } from '../selection/storedModel.ts';
import { resolveUniverse } from '../selection/selectionUniverse.ts';
import type { RunDependencies } from '../runs/storedRun.ts';

const LAST_DATE = '2999-12-31';
/** Newer windows beyond which the oldest are predicted only. */
const MOST_WINDOWS = 200_000;

/**
 * How the scores of a cross-sectional run have fared since: its stored scores, and for newer bars those of
 * the stored model where it reads one window at a time.
 *
 * @throws INVALID_INPUT where the scores of the run's model are no forecasts, or none are stored,
 *   MODEL_MISMATCH for a damaged model
 */
export async function monitorSelection(
  dependencies: RunDependencies,
  run: string,
  { config, symbols }: Pick<SelectionReport, 'config' | 'symbols'>,
  context: HandlerContext,
): Promise<MonitorFindings> {
  const { store } = dependencies;
  const stored = store.scores.read(run, config.model);
  if (!stored || !givesLabels(config.model, config.settings)) {
    throw new AppError(
      'INVALID_INPUT',
      `run ${run} has no forecasts whose errors could be watched: its model gives weights or places`,
      { run },
    );
  }
  const now = { ...config, to: LAST_DATE };
  const { memberships } = resolveUniverse(store, config);
  const data = await readSelectionData(store, now, { symbols, memberships }, context);
  const evidence: string[] = [];
  let fresh: Float32Array | null = null;
  if (config.model === 'graphAttention') {
    evidence.push(
      'The stored model does not read one window at a time: newer bars are not predicted.',
    );
  } else {
    fresh = await predictSince(dependencies, run, config, data, stored, context);
    if (fresh === null) {
      evidence.push(`No model of ${run} is stored: newer bars are not predicted.`);
    }
  }
  const scored = toScores(data, now, fresh ?? new Float32Array(data.ends.test.length));
  const outcomes = outcomesOf(data, now, scored);
  return {
    ...collect(stored, { ...scored, outcomes }, fromIsoDate(config.to), fresh !== null),
    ...{ shifts: [], evidence, lastDate: data.dates.at(-1) ?? null },
  };
}

/**
 * One prediction a test window, 0 for those whose scores are stored, NaN for those beyond the most that are
 * predicted and those of symbols without a model; null without any model.
 */
async function predictSince(
  { store, workerFile }: RunDependencies,
  run: string,
  config: SelectionReport['config'],
  data: SelectionData,
  { dates: known }: StoredScores,
  { signal }: HandlerContext,
): Promise<Float32Array | null> {
  const { ends, rows, dates } = data;
  const after = Math.max(known[known.length - 1], fromIsoDate(config.to));
  const newer = Array.from(ends.test.keys()).filter((i) => dates[rows.date[ends.test[i]]] > after);
  const all = new Float32Array(ends.test.length);
  if (newer.length === 0) return all;
  for (const place of newer) all[place] = NaN;
  let hasModel = false;
  await withPredictor({ workerFile, signal }, async (predict) => {
    const oldest = takeOldest(newer, (place) => rows.date[ends.test[place]], MOST_WINDOWS);
    for (const [symbol, places] of groupByModel(data, config, oldest)) {
      const weights = readModelOf(store, run, config, symbol);
      if (weights === null) continue;
      hasModel = true;
      const x = windowsAt(data, config, places);
      const predicted = await predict(weights, x, places.length);
      places.forEach((place, i) => (all[place] = predicted[i]));
    }
  });
  return hasModel ? all : null;
}

/** So many of the places, those of the oldest dates, in their order. */
export function takeOldest(
  places: readonly number[],
  dateOf: (place: number) => number,
  most: number,
): number[] {
  if (places.length <= most) return [...places];
  const byDate = [...places].sort((a, b) => dateOf(a) - dateOf(b));
  return byDate.slice(0, most).sort((a, b) => a - b);
}

/** Test windows by the model that predicts them, under the name of a symbol that it scores. */
function groupByModel(
  { ends, rows, symbols }: SelectionData,
  { model, settings }: SelectionReport['config'],
  places: readonly number[],
): Map<SymbolCode, number[]> {
  if (!isPerSymbol(model, settings)) return new Map([[symbols[0], [...places]]]);
  const groups = new Map<SymbolCode, number[]>();
  let slot = 0;
  for (const place of places) {
    while (ends.test[place] >= rows.start[slot + 1]) slot++;
    const group = groups.get(symbols[slot]);
    if (group) group.push(place);
    else groups.set(symbols[slot], [place]);
  }
  return groups;
}

function windowsAt(
  { inputs, ends }: SelectionData,
  { settings }: SelectionReport['config'],
  places: readonly number[],
): Float32Array {
  const size = settings.lookback * inputs.width;
  const x = new Float32Array(places.length * size);
  places.forEach((place, i) => {
    const to = (ends.test[place] + 1) * inputs.width;
    x.set(inputs.x.subarray(to - size, to), i * size);
  });
  return x;
}

/**
 * What scores are held against, as a table like `scored`: returns, and where scores are no returns but labels
 * of a scale of their own, those.
 */
function outcomesOf(
  data: SelectionData,
  config: SelectionReport['config'],
  scored: ScoredPanel,
): Float64Array {
  const { standardise, labelClasses } = config.settings;
  if (standardise !== 'date' && labelClasses === 0) return scored.outcomes;
  const { values } = toScores(data, config, data.testLabels);
  const outcomes = new Float64Array(scored.outcomes.length).fill(NaN);
  // Both end with the last date; the days before the first known label are left out of its table.
  outcomes.set(values, outcomes.length - values.length);
  return outcomes;
}

/** Errors of the stored scores and, where there are any, of new ones, by what the run itself could know. */
function collect(
  stored: StoredScores,
  now: ScoredPanel,
  to: number,
  hasNewer: boolean,
): Pick<MonitorFindings, 'baseline' | 'live'> {
  const baseline: ErrorsByDate = new Map();
  const live: ErrorsByDate = new Map();
  const [columns, rows] = [indexOf(stored.symbols), indexOf(Array.from(stored.dates))];
  now.dates.forEach((date, row) => {
    now.symbols.forEach((symbol: SymbolCode, column) => {
      const outcome = now.outcomes[row * now.symbols.length + column];
      if (Number.isNaN(outcome)) return;
      const [storedRow, storedColumn] = [rows.get(date), columns.get(symbol)];
      const isStored = storedRow !== undefined && storedColumn !== undefined;
      if (!isStored && (date <= to || !hasNewer)) return;
      const place = isStored ? storedRow * stored.symbols.length + storedColumn : -1;
      const score = isStored ? stored.scores[place] : now.values[row * now.symbols.length + column];
      if (Number.isNaN(score)) return;
      const isKnownThen = isStored && !Number.isNaN(stored.outcomes[place]);
      addError(isKnownThen ? baseline : live, date, score, outcome);
    });
  });
  return { baseline, live };
}

const indexOf = <T>(values: readonly T[]): Map<T, number> =>
  new Map(values.map((value, index) => [value, index]));
