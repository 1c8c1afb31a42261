import type { BarColumns } from '#shared/domain.ts';
import { emptyColumn } from './column.ts';
import { rollingMax, rollingMean, rollingMin } from './rolling.ts';

/** Columns that several indicators need, kept for one call over one symbol's bars; never written to. */
export type Intermediates = Map<string, Float64Array>;

export function remember(
  shared: Intermediates,
  key: string,
  compute: () => Float64Array,
): Float64Array {
  const kept = shared.get(key);
  if (kept !== undefined) return kept;
  const column = compute();
  shared.set(key, column);
  return column;
}

/** Highest high of the last `period` bars; yuan. */
export function highestHigh(bars: BarColumns, period: number, shared: Intermediates): Float64Array {
  return remember(shared, `highestHigh ${period}`, () => rollingMax(bars.high, period));
}

/** Lowest low of the last `period` bars; yuan. */
export function lowestLow(bars: BarColumns, period: number, shared: Intermediates): Float64Array {
  return remember(shared, `lowestLow ${period}`, () => rollingMin(bars.low, period));
}

/** Mean close of the last `period` bars; yuan. */
export function meanClose(bars: BarColumns, period: number, shared: Intermediates): Float64Array {
  return remember(shared, `meanClose ${period}`, () => rollingMean(bars.close, period));
}

/** (high + low + close) / 3; yuan. */
export function typicalPrice(bars: BarColumns, shared: Intermediates): Float64Array {
  return remember(shared, 'typicalPrice', () => {
    const { high, low, close } = bars;
    const out = new Float64Array(close.length);
    for (let i = 0; i < out.length; i++) out[i] = (high[i] + low[i] + close[i]) / 3;
    return out;
  });
}

/** Wilder's true range: the bar's own span or its reach from the close before, whichever is larger; from bar 1 on. */
export function trueRange(bars: BarColumns, shared: Intermediates): Float64Array {
  return remember(shared, 'trueRange', () => {
    const { high, low, close } = bars;
    const out = emptyColumn(close.length);
    for (let i = 1; i < out.length; i++) {
      const before = close[i - 1];
      out[i] = Math.max(high[i], before) - Math.min(low[i], before);
    }
    return out;
  });
}
