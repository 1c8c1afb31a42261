import { toIsoDate } from '#main/lib/dates.ts';
import { calibrate } from '#main/report/calibrationFit.ts';
import type { Calibrator } from '#main/report/calibrationFit.ts';
import { permutationImportance, squaredErrorOf } from '#main/report/importance.ts';
import type { Store } from '#main/store/store.ts';
import type { HandlerContext } from '#shared/contract.ts';
import type { SymbolCode } from '#shared/domain.ts';
import type { TimingConfig } from '#shared/run.ts';
import type { RunImportance } from '#shared/toolkitContract.ts';
import type { Predict } from '../training/predictInWorker.ts';
import { readStoredTimings, samplesOf } from '../timing/storedTiming.ts';
import type { StoredTiming } from '../timing/storedTiming.ts';
import { joinFloats, nothingKnown, rankFeatures } from './importanceParts.ts';

/** Folds that are looked at, the last ones: about a year at the default schedule. */
const MOST_FOLDS = 12;

export interface RunSymbol {
  run: string;
  config: TimingConfig;
  symbol: SymbolCode;
  /** Of the shuffles. */
  seed: number;
}

/** Test windows of one fold on all columns, with those that its own model reads. */
interface FoldPart {
  weights: Uint8Array;
  /** What its probabilities are corrected with. */
  calibrator: Calibrator | null;
  /** Columns of the model among all. */
  places: number[];
  x: Float32Array;
  outcome: Float64Array;
  /** Dates of the first window and of the last. */
  from: number;
  to: number;
}

/**
 * How much the error on the test windows of the last 12 folds grows when an input is shuffled between them,
 * each fold predicting with its own model and correction. An input that a fold did not choose does nothing
 * there. Windows count whose outcome the run knew.
 *
 * @throws INVALID_INPUT where no test window with a known outcome has a stored model
 */
export async function importanceOfTiming(
  store: Store,
  { run, config, symbol, seed }: RunSymbol,
  predict: Predict,
  { report }: HandlerContext,
): Promise<RunImportance> {
  const timings = readStoredTimings(store, run, config, symbol, MOST_FOLDS);
  const parts = timings.flatMap((timing) => readPart(timing, config));
  if (parts.length === 0) throw nothingKnown(run);
  const { names } = timings[0].data.table;
  const shape = { lookback: config.settings.lookback, width: names.length };
  const outcome = parts.flatMap((part) => [...part.outcome]);
  const found = await permutationImportance(
    {
      ...shape,
      count: outcome.length,
      x: joinFloats(parts.map(({ x }) => x)),
      lossOf: squaredErrorOf(outcome),
    },
    (x) => predictParts(parts, x, shape, predict),
    seed,
    (done) => report({ step: 'importance', done, total: names.length }),
  );
  return {
    ...{ run, symbol, measure: 'squaredError', base: found.base, windows: outcome.length },
    from: toIsoDate(parts[0].from),
    to: toIsoDate(parts[parts.length - 1].to),
    features: rankFeatures(names, found),
  };
}

function readPart(timing: StoredTiming, config: TimingConfig): FoldPart[] {
  const { data, fold, table, weights, ownLength, result } = timing;
  // The run's last bars waited for their outcome, whatever has become known since.
  const to = Math.min(fold.testTo, ownLength - config.settings.horizon);
  const known = Math.max(0, to - fold.testFrom);
  if (weights === null || known === 0) return [];
  const whole = { ...timing, table: data.table };
  const { test } = samplesOf(whole, config, fold.testFrom, fold.testFrom + known);
  return [
    {
      weights,
      calibrator: result.calibrator ?? null,
      places: table.names.map((name) => data.table.names.indexOf(name)),
      x: test.x,
      outcome: Float64Array.from(test.y),
      from: data.tradeDate[fold.testFrom],
      to: data.tradeDate[fold.testFrom + known - 1],
    },
  ];
}

async function predictParts(
  parts: readonly FoldPart[],
  x: Float32Array,
  { lookback, width }: { lookback: number; width: number },
  predict: Predict,
): Promise<Float32Array> {
  const said: Float32Array[] = [];
  let from = 0;
  for (const { weights, calibrator, places, outcome } of parts) {
    const own = new Float32Array(outcome.length * lookback * places.length);
    for (let bar = 0; bar < outcome.length * lookback; bar++) {
      places.forEach((place, j) => (own[bar * places.length + j] = x[from + bar * width + place]));
    }
    const raw = await predict(weights, own, outcome.length);
    said.push(raw.map((probability) => calibrate(calibrator, probability)));
    from += outcome.length * lookback * width;
  }
  return joinFloats(said);
}
