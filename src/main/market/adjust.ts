import type { Adjust, BarColumns, DailySeries } from '#shared/domain.ts';
import { assert } from '#main/lib/assert.ts';

/**
 * Prices of a series on one footing; volume and amount stay as traded.
 * `backward`: raw × factor, each value known at its own close for ever. `forward`: raw × factor /
 * factor of the anchor bar (default: the last), so that the anchor shows its raw price; these are
 * known at the anchor's close only. `none` shares the input's arrays, the others are new.
 * Adjusting multiplies, never shifts: prices stay positive.
 */
export function adjustBars(
  series: DailySeries,
  adjust: Adjust,
  anchor = series.tradeDate.length - 1,
): BarColumns {
  const { tradeDate, open, high, low, close, volume, amount, factor } = series;
  if (adjust === 'none' || tradeDate.length === 0) {
    return { tradeDate, open, high, low, close, volume, amount };
  }
  assert(anchor >= 0 && anchor < tradeDate.length, `anchor ${anchor} outside the series`);
  const divisor = adjust === 'forward' ? factor[anchor] : 1;
  const scale = (column: Float64Array): Float64Array =>
    column.map((price, i) => (price * factor[i]) / divisor);
  return {
    tradeDate,
    open: scale(open),
    high: scale(high),
    low: scale(low),
    close: scale(close),
    volume,
    amount,
  };
}
