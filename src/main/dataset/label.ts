import { assert } from '#main/lib/assert.ts';

/**
 * 1 where close[t + horizon] / close[t] − 1 > threshold, else 0; NaN on the last `horizon` bars.
 * The value at t is known only at the close of bar t + horizon.
 *
 * @param close adjusted closes, yuan, oldest first
 * @param horizon bars ahead, ≥ 1
 * @param threshold ratio, 0.01 = 1%
 */
export function forwardReturnLabel(
  close: Float64Array,
  horizon: number,
  threshold: number,
): Float32Array {
  assert(Number.isInteger(horizon) && horizon >= 1, 'horizon is a positive integer');
  const label = new Float32Array(close.length).fill(NaN);
  for (let t = 0; t + horizon < close.length; t++) {
    label[t] = close[t + horizon] / close[t] - 1 > threshold ? 1 : 0;
  }
  return label;
}
