import { assert } from '#main/lib/assert.ts';

/** Sequences for a model with their labels. */
export interface Samples {
  /** count × lookback × width, oldest bar of each sequence first. */
  x: Float32Array;
  /** One label a sample, 0 or 1; NaN where it is not known yet (test samples only). */
  y: Float32Array;
  count: number;
  lookback: number;
  width: number;
}

/** Scaled feature rows of consecutive bars, row-major; row 0 belongs to bar `from`. */
export interface RowBlock {
  rows: Float32Array;
  from: number;
  width: number;
}

/**
 * One sample for each bar of [endFrom, endTo): the `lookback` rows that end at it, and its label.
 * A sample is known at the close of its end bar, its label `horizon` bars later.
 *
 * @param labels indexed by bar, as long as the symbol's history
 */
export function buildWindows(
  block: RowBlock,
  labels: Float32Array,
  endFrom: number,
  endTo: number,
  lookback: number,
): Samples {
  const { rows, from, width } = block;
  const count = Math.max(0, endTo - endFrom);
  const first = endFrom - lookback + 1 - from;
  assert(count === 0 || first >= 0, 'the first window begins inside the block');
  assert(count === 0 || (endTo - from) * width <= rows.length, 'the last window ends inside it');
  const size = lookback * width;
  const x = new Float32Array(count * size);
  for (let i = 0; i < count; i++) {
    const at = (first + i) * width;
    x.set(rows.subarray(at, at + size), i * size);
  }
  return { x, y: labels.slice(endFrom, endFrom + count), count, lookback, width };
}
