import { emptyColumn } from './column.ts';
import { highestHigh, lowestLow } from './intermediates.ts';
import type { IndicatorSpec } from './spec.ts';
import { positionInRange } from './stochastic.ts';

const PERIOD = 9;
/** Smoothing of K and of D: a third of the new value, two thirds of the old. */
const SMOOTHING = 3;
/** Where K and D start from, and what a window without any range says: neither high nor low. */
const NEUTRAL = 50;

/**
 * KDJ (9, 3, 3) as Chinese software draws it: K smooths the raw stochastic, D smooths K, J = 3K − 2D.
 * J may leave 0..100.
 *
 * @param raw position of the close in the range of 9 bars, 0..100, from bar 8 on
 * @returns K, D, J
 */
export function kdj(raw: Float64Array): Float64Array[] {
  const columns = [1, 2, 3].map(() => emptyColumn(raw.length));
  let k = NEUTRAL;
  let d = NEUTRAL;
  for (let i = PERIOD - 1; i < raw.length; i++) {
    k += (raw[i] - k) / SMOOTHING;
    d += (k - d) / SMOOTHING;
    columns[0][i] = k;
    columns[1][i] = d;
    columns[2][i] = 3 * k - 2 * d;
  }
  return columns;
}

export const KDJ: IndicatorSpec = {
  name: 'kdj',
  outputs: ['kdjK', 'kdjD', 'kdjJ'],
  warmup: PERIOD - 1,
  compute: (bars, shared = new Map()) => {
    const highest = highestHigh(bars, PERIOD, shared);
    const lowest = lowestLow(bars, PERIOD, shared);
    return kdj(positionInRange(bars.close, highest, lowest, NEUTRAL));
  },
};
