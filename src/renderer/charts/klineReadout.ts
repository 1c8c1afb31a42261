import type { BarsView } from '#shared/dataContract.ts';

/** What the line over the candles tells of one bar. */
export interface BarReadout {
  date: string;
  open: number;
  high: number;
  low: number;
  close: number;
  /** Against the previous close; null on the first bar. */
  change: number | null;
  changeRatio: number | null;
  /** (high − low) / previous close. */
  amplitude: number | null;
  /** Shares. */
  volume: number;
  /** Yuan; null where the source gave none. */
  amount: number | null;
}

export function readoutAt(bars: BarsView, index: number): BarReadout | null {
  const { dates, open, high, low, close, volume, amount } = bars;
  const date = dates[index];
  if (date === undefined) return null;
  const at = (column: readonly number[]): number => column[index] ?? NaN;
  const before = close[index - 1];
  const against = (value: number): number | null =>
    before === undefined || before === 0 ? null : value / before;
  return {
    date,
    open: at(open),
    high: at(high),
    low: at(low),
    close: at(close),
    change: before === undefined ? null : at(close) - before,
    changeRatio: against(at(close) - (before ?? 0)),
    amplitude: against(at(high) - at(low)),
    volume: at(volume),
    amount: amount[index] ?? null,
  };
}
