import { rollingMean, rollingVariance } from './rolling.ts';
import { emptyColumn } from './spec.ts';
import type { IndicatorSpec } from './spec.ts';

/**
 * Bollinger bands: mean ± width · population standard deviation of the last `period` closes (TA-Lib).
 * @returns upper, middle, lower; yuan
 */
export function bollinger(close: Float64Array, period: number, width: number): Float64Array[] {
  const middle = rollingMean(close, period);
  const variance = rollingVariance(close, period, period);
  const upper = emptyColumn(close.length);
  const lower = emptyColumn(close.length);
  for (let i = period - 1; i < close.length; i++) {
    const band = width * Math.sqrt(variance[i]);
    upper[i] = middle[i] + band;
    lower[i] = middle[i] - band;
  }
  return [upper, middle, lower];
}

export const BOLLINGER: IndicatorSpec = {
  name: 'bollinger',
  outputs: ['ta_boll_upper', 'ta_boll_middle', 'ta_boll_lower'],
  warmup: 19,
  compute: ({ close }) => bollinger(close, 20, 2),
};

/** Bands of the K-line chart: the same figures as the model sees. */
export const BOLLINGER_BANDS: IndicatorSpec = {
  ...BOLLINGER,
  name: 'bollingerBands',
  outputs: ['bollUpper', 'bollMiddle', 'bollLower'],
};
