import type { Period } from '#shared/domain.ts';

/**
 * Position of the bar that holds a date; −1 when none does. Dates are sorted; a week or month is
 * dated to its last trade date, so it is the first bar not before the date; of minutes it is the
 * day's first.
 */
export function barAt(dates: readonly string[], date: string, period: Period): number {
  let low = 0;
  let high = dates.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((dates[middle] ?? '') < date) low = middle + 1;
    else high = middle;
  }
  const found = dates[low];
  if (found === undefined) return -1;
  if (period === 'day') return found === date ? low : -1;
  if (typeof period === 'number') return found.slice(0, 10) === date ? low : -1;
  // Before the first bar's own period: not held by it.
  if (low === 0 && !isSamePeriod(found, date, period)) return -1;
  return low;
}

/** The bar of the date or else the nearest later one, the last one at the end; −1 without bars. */
export function nearestBar(dates: readonly string[], date: string): number {
  const index = dates.findIndex((one) => one >= date);
  return index === -1 ? dates.length - 1 : index;
}

function isSamePeriod(end: string, date: string, period: 'week' | 'month'): boolean {
  if (period === 'month') return end.slice(0, 7) === date.slice(0, 7);
  return (Date.parse(end) - Date.parse(date)) / 86_400_000 < 7;
}
