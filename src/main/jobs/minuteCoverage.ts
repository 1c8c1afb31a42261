import { lastCompleteDate } from '#main/download/tradingDay.ts';
import { toIsoDate } from '#main/lib/dates.ts';
import { dateOf, expectedBars } from '#main/market/minutes.ts';
import type { Store } from '#main/store/store.ts';
import type { ParsedInput } from '#shared/contract.ts';
import type { MinuteCoverage } from '#shared/dataContract.ts';
import type { TradeDate } from '#shared/domain.ts';

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
  const repaired = countRepaired(store, symbol, period);
  const days = [...dates]
    .sort((a, b) => a - b)
    .map((date) => ({
      date: toIsoDate(date),
      bars: recorded.get(date)?.bars ?? 0,
      expected: recorded.get(date)?.expected ?? expectedBars(period),
      repaired: repaired.get(date) ?? 0,
    }));
  return { symbol, period, days };
}

function countRepaired(
  store: Store,
  symbol: string,
  period: ParsedInput<'minutes.coverage'>['period'],
): Map<TradeDate, number> {
  const { time, isRepaired } = store.minutes.read(symbol, period);
  const counts = new Map<TradeDate, number>();
  time.forEach((each, i) => {
    if (isRepaired[i] === 1) counts.set(dateOf(each), (counts.get(dateOf(each)) ?? 0) + 1);
  });
  return counts;
}
