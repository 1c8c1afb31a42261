import type { BarColumns } from '#shared/domain.ts';
import { emptyColumn } from './spec.ts';
import type { IndicatorSpec } from './spec.ts';
import { typicalPrice } from './typicalPrice.ts';

/**
 * CCI (TA-Lib): (typical − its mean) / (0.015 · mean absolute deviation from that mean); 0 where flat.
 * The absolute deviations move with the mean, so each bar walks its window: O(n · period).
 */
export function cci(bars: BarColumns, period: number): Float64Array {
  const typical = typicalPrice(bars);
  const out = emptyColumn(typical.length);
  for (let i = period - 1; i < out.length; i++) {
    let sum = 0;
    for (let j = i - period + 1; j <= i; j++) sum += typical[j];
    const mean = sum / period;
    let deviation = 0;
    for (let j = i - period + 1; j <= i; j++) deviation += Math.abs(typical[j] - mean);
    const distance = typical[i] - mean;
    out[i] = deviation === 0 ? 0 : distance / ((0.015 * deviation) / period);
  }
  return out;
}

export const CCI: IndicatorSpec = {
  name: 'cci',
  outputs: ['ta_cci'],
  warmup: 13,
  compute: (bars) => [cci(bars, 14)],
};
