import type { MinuteColumns, MinutePeriod, TradeDate } from '#shared/domain.ts';
import { emptyColumns } from './columns.ts';

/** Minutes of continuous trading on a full day: 09:30–11:30 and 13:00–15:00. */
const SESSION_MINUTES = 240;

/** Exchange-local minute as an integer, `202601050935`: the end of its bar. */
export type MinuteTime = number;

/** The day of a minute bar. */
export const dateOf = (time: MinuteTime): TradeDate => Math.floor(time / 10_000);

/** Bars on a full day: 240, 48, 16, 8 or 4. */
export const expectedBars = (period: MinutePeriod): number => SESSION_MINUTES / period;

/** Columns for `length` minute bars, all 0. */
export function emptyMinutes(length: number): MinuteColumns {
  const { open, high, low, close, volume, amount } = emptyColumns(new Int32Array(length));
  return {
    time: new Float64Array(length),
    open,
    high,
    low,
    close,
    volume,
    amount,
    isRepaired: new Uint8Array(length),
  };
}

/** The chosen minute bars, copied. */
export function pickMinutes(bars: MinuteColumns, kept: Int32Array): MinuteColumns {
  const column = (from: Float64Array): Float64Array => Float64Array.from(kept, (i) => from[i]);
  return {
    time: column(bars.time),
    open: column(bars.open),
    high: column(bars.high),
    low: column(bars.low),
    close: column(bars.close),
    volume: column(bars.volume),
    amount: column(bars.amount),
    isRepaired: Uint8Array.from(kept, (i) => bars.isRepaired[i]),
  };
}
