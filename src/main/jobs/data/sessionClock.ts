import { fromDayNumber } from '#main/lib/dates.ts';
import { sessionHours } from '#main/market/rulebook.ts';
import type { Store } from '#main/store/store.ts';
import type { TradeDate } from '#shared/domain.ts';
import { isWeekday } from './dailySpan.ts';

/** China has no summer time: always UTC + 8. */
const SHANGHAI_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Whether the mainland exchanges trade at this moment; without a calendar every weekday counts. */
export function isSessionOpen(store: Store, nowMs: number): boolean {
  const local = nowMs + SHANGHAI_MS;
  const minute = Math.floor((local % DAY_MS) / MINUTE_MS);
  return (
    sessionHours(exchangeDate(nowMs)).some(([from, to]) => minute >= from && minute < to) &&
    isTradingDay(store, Math.floor(local / DAY_MS))
  );
}

/** The day that it is on the exchange's clock. */
export const exchangeDate = (nowMs: number): TradeDate =>
  fromDayNumber(Math.floor((nowMs + SHANGHAI_MS) / DAY_MS));

function isTradingDay(store: Store, dayNumber: number): boolean {
  const date: TradeDate = fromDayNumber(dayNumber);
  const facts = store.calendar.facts('CN');
  const isCovered = facts !== null && facts.first <= date && date <= facts.last;
  return isCovered ? store.calendar.read('CN', date, date).length > 0 : isWeekday(dayNumber);
}
