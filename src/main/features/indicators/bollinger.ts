import { emptyColumn } from './column.ts';
import { meanClose } from './intermediates.ts';
import { rollingVariance } from './rolling.ts';
import type { IndicatorSpec } from './spec.ts';

/**
 * Bollinger bands: mean ± width · population standard deviation of the last `period` closes (TA-Lib).
 *
 * @param middle mean of the last `period` closes
 * @returns upper, middle, lower; yuan
 */
export function bollinger(
  close: Float64Array,
  middle: Float64Array,
  period: number,
  width: number,
): Float64Array[] {
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
  compute: (bars, shared = new Map()) => bollinger(bars.close, meanClose(bars, 20, shared), 20, 2),
};

/** Bands of the K-line chart: the same figures as the model sees. */
export const BOLLINGER_BANDS: IndicatorSpec = {
  ...BOLLINGER,
  name: 'bollingerBands',
  outputs: ['bollUpper', 'bollMiddle', 'bollLower'],
};
