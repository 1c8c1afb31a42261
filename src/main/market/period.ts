import type { BarColumns, MinutePeriod, Period } from '#shared/domain.ts';
import { toDayNumber } from '#main/lib/dates.ts';
import { emptyColumns } from './columns.ts';

/** Days of one week (Monday first) or calendar month share a key. */
function keyOf(tradeDate: number, period: 'week' | 'month'): number {
  if (period === 'month') return Math.floor(tradeDate / 100);
  return Math.floor((toDayNumber(tradeDate) + 3) / 7);
}

function findStarts(tradeDate: Int32Array, period: 'week' | 'month'): number[] {
  const starts: number[] = [];
  let last = NaN;
  for (let i = 0; i < tradeDate.length; i++) {
    const key = keyOf(tradeDate[i], period);
    if (key !== last) starts.push(i);
    last = key;
  }
  return starts;
}

/**
 * Daily bars gathered into weeks or months: first open, highest high, lowest low, last close, sums
 * of volume and amount; dated to the last trade date in them. The latest period may be unfinished:
 * it holds what is known so far. `day` gives the input back.
 */
export function toPeriod(bars: BarColumns, period: Exclude<Period, MinutePeriod>): BarColumns {
  if (period === 'day') return bars;
  const starts = findStarts(bars.tradeDate, period);
  const result = emptyColumns(new Int32Array(starts.length));
  starts.forEach((start, k) => {
    const end = starts[k + 1] ?? bars.tradeDate.length;
    result.tradeDate[k] = bars.tradeDate[end - 1];
    result.open[k] = bars.open[start];
    result.high[k] = bars.high[start];
    result.low[k] = bars.low[start];
    result.close[k] = bars.close[end - 1];
    for (let i = start; i < end; i++) {
      result.high[k] = Math.max(result.high[k], bars.high[i]);
      result.low[k] = Math.min(result.low[k], bars.low[i]);
      result.volume[k] += bars.volume[i];
      result.amount[k] += bars.amount[i];
    }
  });
  return result;
}
