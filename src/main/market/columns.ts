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

/** The first `count` bars, copied. */
export function firstBars(bars: BarColumns, count: number): BarColumns {
  return {
    tradeDate: bars.tradeDate.slice(0, count),
    open: bars.open.slice(0, count),
    high: bars.high.slice(0, count),
    low: bars.low.slice(0, count),
    close: bars.close.slice(0, count),
    volume: bars.volume.slice(0, count),
    amount: bars.amount.slice(0, count),
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
