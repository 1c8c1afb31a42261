import { rollingMax, rollingMean, rollingMin } from './rolling.ts';
import { emptyColumn } from './spec.ts';
import type { IndicatorSpec } from './spec.ts';

/**
 * Where `close` lies between the lowest `low` and the highest `high` of the last `period` bars; 0..100,
 * `flat` where these are equal. `first` is the first usable input.
 */
export function rawStochastic(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
  flat: number,
  first = 0,
): Float64Array {
  const out = emptyColumn(close.length);
  const highest = rollingMax(high, period, first);
  const lowest = rollingMin(low, period, first);
  for (let i = first + period - 1; i < out.length; i++) {
    const span = highest[i] - lowest[i];
    out[i] = span === 0 ? flat : ((close[i] - lowest[i]) / span) * 100;
  }
  return out;
}

/** Slow stochastic (TA-Lib): %K 14 smoothed over 3, %D over another 3; both begin with %D. */
export const STOCHASTIC: IndicatorSpec = {
  name: 'stochastic',
  outputs: ['ta_stoch_slowk', 'ta_stoch_slowd'],
  warmup: 17,
  compute: ({ high, low, close }) => {
    const slowK = rollingMean(rawStochastic(high, low, close, 14, 0), 3, 13);
    const slowD = rollingMean(slowK, 3, 15);
    slowK.fill(NaN, 0, 17);
    return [slowK, slowD];
  },
};
