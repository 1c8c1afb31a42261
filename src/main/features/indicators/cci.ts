import { emptyColumn } from './column.ts';
import { typicalPrice } from './intermediates.ts';
import { rollingMean } from './rolling.ts';
import type { IndicatorSpec } from './spec.ts';

/**
 * CCI (TA-Lib): (typical − its mean) / (0.015 · mean absolute deviation from that mean); 0 where flat.
 * The deviations move with the mean, so each bar walks its window once: O(n · period).
 *
 * @param typical (high + low + close) / 3
 */
export function cci(typical: Float64Array, period: number): Float64Array {
  const means = rollingMean(typical, period);
  const out = emptyColumn(typical.length);
  for (let i = period - 1; i < out.length; i++) {
    const mean = means[i];
    let deviation = 0;
    for (let j = i - period + 1; j <= i; j++) deviation += Math.abs(typical[j] - mean);
    // Below this the window is flat up to the rounding of its mean.
    const isFlat = deviation <= 1e-13 * period * Math.abs(mean);
    out[i] = isFlat ? 0 : (typical[i] - mean) / ((0.015 / period) * deviation);
  }
  return out;
}

export const CCI: IndicatorSpec = {
  name: 'cci',
  outputs: ['ta_cci'],
  warmup: 13,
  compute: (bars, shared = new Map()) => [cci(typicalPrice(bars, shared), 14)],
};
