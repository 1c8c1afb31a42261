import { emptyColumn } from './column.ts';
import { highestHigh, lowestLow } from './intermediates.ts';
import type { IndicatorSpec } from './spec.ts';

/** Williams %R (TA-Lib): −100 at the lowest low of the window, 0 at its highest high and where flat. */
export function williamsR(
  close: Float64Array,
  highest: Float64Array,
  lowest: Float64Array,
): Float64Array {
  const out = emptyColumn(close.length);
  for (let i = 0; i < out.length; i++) {
    const span = highest[i] - lowest[i];
    out[i] = span === 0 ? 0 : ((highest[i] - close[i]) / span) * -100;
  }
  return out;
}

export const WILLIAMS_R: IndicatorSpec = {
  name: 'williamsR',
  outputs: ['ta_willr'],
  warmup: 13,
  compute: (bars, shared = new Map()) => [
    williamsR(bars.close, highestHigh(bars, 14, shared), lowestLow(bars, 14, shared)),
  ],
};
