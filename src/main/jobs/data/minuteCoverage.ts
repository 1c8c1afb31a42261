import { lastCompleteDate } from '#main/download/tradingDay.ts';
import { toIsoDate } from '#main/lib/dates.ts';
import { expectedBars } from '#main/market/minutes.ts';
import type { Store } from '#main/store/store.ts';
import type { ParsedInput } from '#shared/contract.ts';
import type { MinuteCoverage } from '#shared/dataContract.ts';

/**
 * Every trading day from the first recorded one to the last that is over, those without a bar too;
 * where no calendar is stored, the recorded days only.
 */
export function minuteCoverage(
  store: Store,
  { symbol, period }: ParsedInput<'minutes.coverage'>,
  nowMs: number,
): MinuteCoverage {
  const recorded = new Map(store.minutes.days(symbol, period).map((day) => [day.tradeDate, day]));
  const first = Math.min(...recorded.keys());
  if (first === Infinity) return { symbol, period, days: [] };
  const last = lastCompleteDate(nowMs);
  const dates = new Set([...store.calendar.read('CN', first, last), ...recorded.keys()]);
  const days = [...dates]
    .sort((a, b) => a - b)
    .map((date) => ({
      date: toIsoDate(date),
      bars: recorded.get(date)?.bars ?? 0,
      expected: recorded.get(date)?.expected ?? expectedBars(period),
      repaired: recorded.get(date)?.repaired ?? 0,
    }));
  return { symbol, period, days };
}
