import { AppError } from '#shared/errors.ts';
import { assert } from '#main/lib/assert.ts';

/** One walk-forward split, in bar indices; every `…To` is exclusive. */
export interface Fold {
  index: number;
  trainFrom: number;
  trainTo: number;
  testFrom: number;
  testTo: number;
}

export interface FoldPlan {
  /** Bars of the symbol. */
  length: number;
  /** First bar on which every feature has a value. */
  firstUsable: number;
  trainBars: number;
  horizon: number;
  embargo: number;
  retrainEvery: number;
}

/**
 * Walk-forward folds: train on `trainBars` bars, leave out max(horizon, embargo) bars, predict the next
 * `retrainEvery` bars, move on by as many. The test parts tile [first prediction, length) without overlap.
 *
 * @throws NOT_ENOUGH_HISTORY with `needed` and `had` bars when not even one bar can be predicted
 */
export function planFolds(plan: FoldPlan): Fold[] {
  const { length, firstUsable, trainBars, horizon, embargo, retrainEvery } = plan;
  assert(retrainEvery >= 1 && trainBars >= 1 && firstUsable >= 0, 'fold plan is positive');
  const gap = Math.max(horizon, embargo);
  const firstTest = firstUsable + trainBars + gap;
  if (firstTest >= length) {
    throw new AppError(
      'NOT_ENOUGH_HISTORY',
      `walk-forward needs ${firstTest + 1} bars (${firstUsable} warm-up, ${trainBars} training, ${gap} embargo, 1 to predict), there are ${length}`,
      { needed: firstTest + 1, had: length, warmup: firstUsable, trainBars, gap },
    );
  }
  const folds: Fold[] = [];
  for (let testFrom = firstTest; testFrom < length; testFrom += retrainEvery) {
    const trainTo = testFrom - gap;
    folds.push({
      index: folds.length,
      trainFrom: trainTo - trainBars,
      trainTo,
      testFrom,
      testTo: Math.min(testFrom + retrainEvery, length),
    });
  }
  return folds;
}
