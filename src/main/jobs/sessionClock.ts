import { fromDayNumber } from '#main/lib/dates.ts';
import type { Store } from '#main/store/store.ts';
import type { TradeDate } from '#shared/domain.ts';
import { isWeekday } from './dailySpan.ts';

/** China has no summer time: always UTC + 8. */
const SHANGHAI_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Minutes since midnight: opening auction to 11:30, and 13:00 to the close. */
const SESSIONS: readonly [number, number][] = [
  [9 * 60 + 15, 11 * 60 + 30],
  [13 * 60, 15 * 60],
];

/** Whether the mainland exchanges trade at this moment; without a calendar every weekday counts. */
export function isSessionOpen(store: Store, nowMs: number): boolean {
  const local = nowMs + SHANGHAI_MS;
  const minute = Math.floor((local % DAY_MS) / MINUTE_MS);
  return (
    SESSIONS.some(([from, to]) => minute >= from && minute < to) &&
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
