import { fromDayNumber } from '#main/lib/dates.ts';
import type { TradeDate } from '#shared/domain.ts';

/** China has no summer time: always UTC + 8. */
const SHANGHAI_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
/** Sources settle the closing auction and after-hours trades by half past three. */
const COMPLETE_MS = 15.5 * 3_600_000;

/** The last day whose daily bar cannot change any more at `nowMs`; the bar of a session under way is left out. */
export function lastCompleteDate(nowMs: number): TradeDate {
  const local = nowMs + SHANGHAI_MS;
  const dayNumber = Math.floor(local / DAY_MS);
  return fromDayNumber(local % DAY_MS >= COMPLETE_MS ? dayNumber : dayNumber - 1);
}
