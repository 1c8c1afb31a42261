import type { BarColumns } from '#shared/domain.ts';
import { wilderMean } from './ema.ts';
import { emptyColumn } from './spec.ts';
import type { IndicatorSpec } from './spec.ts';
import { trueRange } from './trueRange.ts';

/** ATR: Wilder's mean of the true range; yuan. First value at `period`. */
export function atr(bars: BarColumns, period: number): Float64Array {
  const range = emptyColumn(bars.close.length);
  for (let i = 1; i < range.length; i++) range[i] = trueRange(bars, i);
  return wilderMean(range, period, 1);
}

export const ATR: IndicatorSpec = {
  name: 'atr',
  outputs: ['ta_atr'],
  warmup: 14,
  compute: (bars) => [atr(bars, 14)],
};
