import { assert } from '#main/lib/assert.ts';

/** What each input of a window adds to what a model says of it, against another window. */
export interface PathContributions {
  /** One for each value of the window, in units of the prediction. */
  values: Float64Array;
  prediction: number;
  /** What the model says of the origin. */
  baseline: number;
}

/** Points of the first attempt, and of the last. */
const STEPS = { first: 32, last: 512 };
/** Share of Σ |contribution| that may be left over before the path is cut finer. */
const MOST_LEFT_OVER = 1e-3;

export interface PathEnds {
  window: Float32Array;
  origin: Float32Array;
  prediction: number;
  baseline: number;
}

/**
 * Integrated gradients (Sundararajan, Taly & Yan 2017): a value's contribution is (window − origin) · the mean
 * slope of the prediction along the straight path between the two, slopes taken at the middles of equal steps.
 * They add up to prediction − baseline but for what the steps leave over; while that is more than 0.1% of their
 * sizes together, the steps are halved, down to 1/512 of the path.
 *
 * @param slopesAt points one after another → by how much each of their values moves the prediction
 */
export function integrateSlopes(
  { window, origin, prediction, baseline }: PathEnds,
  slopesAt: (points: Float32Array, count: number) => Float32Array,
): PathContributions {
  const size = window.length;
  assert(origin.length === size, 'windows of one size');
  for (let steps = STEPS.first; ; steps *= 2) {
    const slopes = slopesAt(pointsBetween(origin, window, steps), steps);
    const values = Float64Array.from(window, (value, j) => {
      let sum = 0;
      for (let at = j; at < slopes.length; at += size) sum += slopes[at];
      return ((value - origin[j]) * sum) / steps;
    });
    const total = values.reduce((sum, value) => sum + value, 0);
    const sizes = values.reduce((sum, value) => sum + Math.abs(value), 0);
    const isClose = Math.abs(total - (prediction - baseline)) <= MOST_LEFT_OVER * sizes;
    if (isClose || steps === STEPS.last) return { values, prediction, baseline };
  }
}

function pointsBetween(origin: Float32Array, window: Float32Array, steps: number): Float32Array {
  const size = window.length;
  const points = new Float32Array(steps * size);
  for (let step = 0; step < steps; step++) {
    const share = (step + 0.5) / steps;
    for (let j = 0; j < size; j++) {
      points[step * size + j] = origin[j] + share * (window[j] - origin[j]);
    }
  }
  return points;
}

/** Weighted sum of what several models say of the same window. */
export function mixContributions(
  parts: readonly { share: number; found: PathContributions }[],
): PathContributions {
  const sum = (of: (found: PathContributions) => number): number =>
    parts.reduce((total, { share, found }) => total + share * of(found), 0);
  return {
    values: parts[0].found.values.map((_, j) => sum(({ values }) => values[j])),
    prediction: sum(({ prediction }) => prediction),
    baseline: sum(({ baseline }) => baseline),
  };
}
