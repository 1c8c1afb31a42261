import type { BarColumns } from '#shared/domain.ts';
import { emptyColumn } from './column.ts';
import { trueRange } from './intermediates.ts';
import type { IndicatorSpec } from './spec.ts';

/**
 * ADX (Wilder, TA-Lib): 0..100. Directional moves and true range are summed over the first `period` − 1 bars,
 * then smoothed; the first value, at 2 · period − 1, is the mean of `period` directional indices.
 *
 * @param ranges true range of each bar from 1 on, yuan
 */
export function adx(bars: BarColumns, ranges: Float64Array, period: number): Float64Array {
  const { high, low } = bars;
  const out = emptyColumn(high.length);
  const share = 1 / period;
  let [plus, minus, range, value] = [0, 0, 0, 0];
  for (let i = 1; i < out.length; i++) {
    const up = high[i] - high[i - 1];
    const down = low[i - 1] - low[i];
    // The sums begin to decay once `period` − 1 bars are in them.
    const kept = i < period ? 1 : 1 - share;
    plus = plus * kept + (up > 0 && up > down ? up : 0);
    minus = minus * kept + (down > 0 && down > up ? down : 0);
    range = range * kept + ranges[i];
    if (i < period) continue;
    const index = directionalIndex(plus, minus, range);
    if (!Number.isNaN(index)) {
      value = (i < 2 * period ? value : value * (1 - share)) + index * share;
    }
    if (i >= 2 * period - 1) out[i] = value;
  }
  return out;
}

/** NaN where nothing moved: such a bar leaves the mean as it was. */
function directionalIndex(plus: number, minus: number, range: number): number {
  const total = plus + minus;
  return range < 1e-14 || total < 1e-14 ? NaN : (100 * Math.abs(minus - plus)) / total;
}

export const ADX: IndicatorSpec = {
  name: 'adx',
  outputs: ['ta_adx'],
  warmup: 27,
  compute: (bars, shared = new Map()) => [adx(bars, trueRange(bars, shared), 14)],
};
