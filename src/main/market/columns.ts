import type { BarColumns } from '#shared/domain.ts';

/** Columns for bars on these dates, all 0; the dates are shared, not copied. */
export function emptyColumns(tradeDate: Int32Array): BarColumns {
  const column = (): Float64Array => new Float64Array(tradeDate.length);
  return {
    tradeDate,
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
    amount: column(),
  };
}

/** The chosen bars in this order, copied. */
export function pickBars(bars: BarColumns, kept: Int32Array): BarColumns {
  const column = (from: Float64Array): Float64Array => Float64Array.from(kept, (i) => from[i]);
  return {
    tradeDate: kept.map((i) => bars.tradeDate[i]),
    open: column(bars.open),
    high: column(bars.high),
    low: column(bars.low),
    close: column(bars.close),
    volume: column(bars.volume),
    amount: column(bars.amount),
  };
}
