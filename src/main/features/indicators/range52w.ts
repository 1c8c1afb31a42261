import { TINY } from './movingAverage.ts';
import { rollingMax, rollingMin } from './rolling.ts';
import { emptyColumn } from './column.ts';
import type { IndicatorSpec } from './spec.ts';

/**
 * Highest and lowest close of a year of `period` bars, and where the close lies between them, 0..1.
 * @returns high, low, position
 */
function yearRange(close: Float64Array, period: number): Float64Array[] {
  const high = rollingMax(close, period);
  const low = rollingMin(close, period);
  const position = emptyColumn(close.length);
  for (let i = period - 1; i < close.length; i++) {
    position[i] = (close[i] - low[i]) / (high[i] - low[i] + TINY);
  }
  return [high, low, position];
}

export const RANGE_52W: IndicatorSpec = {
  name: 'range52w',
  outputs: ['52w_high', '52w_low', 'range_52w'],
  warmup: 251,
  compute: ({ close }) => yearRange(close, 252),
};
