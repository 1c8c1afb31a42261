import { AppError } from '#shared/errors.ts';
import type { FeatureTable } from '#main/features/featureTable.ts';
import { assert } from '#main/lib/assert.ts';
import { deriveSeed } from '#main/lib/random.ts';
import type { Fold } from './folds.ts';
import { fitScaler, scaleRows } from './scaler.ts';
import type { Scaler } from './scaler.ts';
import { smote } from './smote.ts';
import { buildWindows } from './windows.ts';
import type { Samples } from './windows.ts';

export interface SampleSettings {
  /** Bars in one sample. */
  lookback: number;
  /** Bars ahead that the labels look. */
  horizon: number;
  /** Share of the training ends, last in time, kept for validation. */
  validShare: number;
  /** Neighbours of SMOTE; 0 switches it off. */
  smoteNeighbours: number;
}

export interface FoldSamples {
  /** Resampled to balanced classes; the synthetic samples come last. */
  train: Samples;
  /** Training samples that were not resampled; they come first. */
  observed: number;
  valid: Samples;
  /** One sample a bar of [testFrom, testTo); its labels are for scoring only. */
  test: Samples;
  scaler: Scaler;
}

/** Ends of the training and validation windows of a fold, in bar indices, `…To` exclusive. */
export interface TrainSplit {
  trainFrom: number;
  trainTo: number;
  validFrom: number;
  validTo: number;
}

/**
 * Which bars of the training part end a training and a validation window. Windows lie wholly inside
 * [fold.trainFrom, fold.trainTo), and so do the bars their labels look at; `horizon` ends are dropped
 * between the two, so that no training label looks at a bar on which a validation window ends.
 *
 * @throws INVALID_INPUT when the training part is too short for even one window of each kind
 */
export function splitTraining(fold: Fold, settings: SampleSettings): TrainSplit {
  const { lookback, horizon, validShare } = settings;
  const trainFrom = fold.trainFrom + lookback - 1;
  const validTo = fold.trainTo - horizon;
  const validFrom = trainFrom + Math.floor((validTo - trainFrom) * (1 - validShare));
  const trainTo = validFrom - horizon;
  if (trainTo <= trainFrom || validTo <= validFrom) {
    const trainBars = fold.trainTo - fold.trainFrom;
    throw new AppError(
      'INVALID_INPUT',
      `${trainBars} training bars are too few for windows of ${lookback} and a horizon of ${horizon}`,
      { trainBars, lookback, horizon, validShare },
    );
  }
  return { trainFrom, trainTo, validFrom, validTo };
}

/**
 * Everything one fold trains, validates and predicts with. The scaler sees the fold's [trainFrom, trainTo), inputs
 * of validation windows included; SMOTE sees training windows only. Test windows may read earlier bars as input,
 * never a label.
 *
 * @param labels one a bar, NaN where not known yet
 * @param seed of the run; the fold's index is mixed in here
 * @throws INVALID_INPUT as `splitTraining`
 */
export function buildFoldSamples(
  table: FeatureTable,
  labels: Float32Array,
  fold: Fold,
  settings: SampleSettings,
  seed: number,
): FoldSamples {
  assert(labels.length === table.length, 'one label a bar');
  const { lookback } = settings;
  const split = splitTraining(fold, settings);
  const scaler = fitScaler(table, fold.trainFrom, fold.trainTo);
  const from = fold.trainFrom;
  const rows = scaleRows(table, scaler, from, fold.testTo);
  assert(rows.every(Number.isFinite), 'every feature has a value on every bar of the fold');
  const block = { rows, from, width: table.columns.length };
  const plain = buildWindows(block, labels, split.trainFrom, split.trainTo, lookback);
  return {
    train: smote(plain, settings.smoteNeighbours, deriveSeed(seed, 'smote', fold.index)),
    observed: plain.count,
    valid: buildWindows(block, labels, split.validFrom, split.validTo, lookback),
    test: buildWindows(block, labels, fold.testFrom, fold.testTo, lookback),
    scaler,
  };
}
