import { assert } from '#main/lib/assert.ts';
import type { PredictWindows } from './importance.ts';

/** Points of the path, at the middles of equal steps. */
const STEPS = 12;
/** Half the difference by which a slope is measured, in standard deviations of a scaled input. */
const REACH = 0.05;

export interface PathContributions {
  /** One for each value of the window, in units of the prediction. */
  values: Float64Array;
  prediction: number;
  baseline: number;
}

/**
 * Integrated gradients (Sundararajan, Taly & Yan 2017) from `origin` to `window`: each value's contribution
 * is (window − origin) · the mean slope of the prediction along the straight path between them. Slopes are
 * central differences, so that any model that predicts can be explained; of trees, which are flat between
 * their steps, they tell little. Contributions add up to prediction − baseline but for what the steps leave
 * over, which the caller shows.
 */
export async function pathContributions(
  window: Float32Array,
  origin: Float32Array,
  predict: PredictWindows,
): Promise<PathContributions> {
  const size = window.length;
  assert(origin.length === size, 'windows of one size');
  const [prediction, baseline] = await predict(join([window, origin]), 2);
  const values = new Float64Array(size);
  for (let step = 0; step < STEPS; step++) {
    const share = (step + 0.5) / STEPS;
    const point = origin.map((from, j) => from + share * (window[j] - from));
    const around = new Float32Array(2 * size * size);
    for (let j = 0; j < size; j++) {
      around.set(point, 2 * j * size);
      around.set(point, (2 * j + 1) * size);
      around[2 * j * size + j] += REACH;
      around[(2 * j + 1) * size + j] -= REACH;
    }
    const said = await predict(around, 2 * size);
    for (let j = 0; j < size; j++) {
      const slope = (said[2 * j] - said[2 * j + 1]) / (2 * REACH);
      values[j] += ((window[j] - origin[j]) * slope) / STEPS;
    }
  }
  return { values, prediction, baseline };
}

function join(windows: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(windows.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const window of windows) {
    joined.set(window, at);
    at += window.length;
  }
  return joined;
}
