import type { BarColumns } from '#shared/domain.ts';
import { rollingMax, rollingMin } from './rolling.ts';
import { emptyColumn } from './spec.ts';
import type { IndicatorSpec } from './spec.ts';

/** Williams %R (TA-Lib): −100 at the lowest low of the window, 0 at its highest high and where flat. */
export function williamsR({ high, low, close }: BarColumns, period: number): Float64Array {
  const highest = rollingMax(high, period);
  const lowest = rollingMin(low, period);
  const out = emptyColumn(close.length);
  for (let i = period - 1; i < out.length; i++) {
    const span = highest[i] - lowest[i];
    out[i] = span === 0 ? 0 : ((highest[i] - close[i]) / span) * -100;
  }
  return out;
}

export const WILLIAMS_R: IndicatorSpec = {
  name: 'williamsR',
  outputs: ['ta_willr'],
  warmup: 13,
  compute: (bars) => [williamsR(bars, 14)],
};
