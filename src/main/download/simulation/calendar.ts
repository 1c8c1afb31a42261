import { fromDayNumber, toDayNumber } from '#main/lib/dates.ts';
import type { TradeDate } from '#shared/domain.ts';

/** Month and day, first and last, of the invented market's holidays: much like the real ones. */
const HOLIDAYS: [from: number, to: number][] = [
  [101, 101],
  [205, 211],
  [404, 405],
  [501, 503],
  [1001, 1007],
];
const THURSDAY = 4;

/** Trading days of the simulated market from `from` to `to`, both inclusive. */
export function simulatedDays(from: TradeDate, to: TradeDate): Int32Array {
  const days: number[] = [];
  for (let day = toDayNumber(from); day <= toDayNumber(to); day++) {
    // 1970-01-01 was a Thursday.
    const weekday = (day + THURSDAY) % 7;
    const date = fromDayNumber(day);
    const monthDay = date % 10_000;
    const isHoliday = HOLIDAYS.some(([first, last]) => monthDay >= first && monthDay <= last);
    if (weekday !== 0 && weekday !== 6 && !isHoliday) days.push(date);
  }
  return Int32Array.from(days);
}
