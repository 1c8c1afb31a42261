import { emptyColumn } from './column.ts';
import { highestHigh, lowestLow } from './intermediates.ts';
import { rollingMean } from './rolling.ts';
import type { IndicatorSpec } from './spec.ts';

/** Where a value lies between the lowest and the highest of its window, 0..100; `flat` where these are equal. */
export function positionInRange(
  values: Float64Array,
  highest: Float64Array,
  lowest: Float64Array,
  flat: number,
): Float64Array {
  const out = emptyColumn(values.length);
  for (let i = 0; i < out.length; i++) {
    const span = highest[i] - lowest[i];
    out[i] = span === 0 ? flat : ((values[i] - lowest[i]) / span) * 100;
  }
  return out;
}

/** Slow stochastic (TA-Lib): %K 14 smoothed over 3, %D over another 3; both begin with %D. */
export const STOCHASTIC: IndicatorSpec = {
  name: 'stochastic',
  outputs: ['ta_stoch_slowk', 'ta_stoch_slowd'],
  warmup: 17,
  compute: (bars, shared = new Map()) => {
    const highest = highestHigh(bars, 14, shared);
    const fastK = positionInRange(bars.close, highest, lowestLow(bars, 14, shared), 0);
    const slowK = rollingMean(fastK, 3, 13);
    const slowD = rollingMean(slowK, 3, 15);
    return [slowK.fill(NaN, 0, 17), slowD];
  },
};
