import { fromDayNumber } from '#main/lib/dates.ts';
import type { MarketName } from '#main/market/calendar.ts';
import type { TradeDate } from '#shared/domain.ts';

/** China has no summer time: always UTC + 8. */
const SHANGHAI_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/**
 * When sources have settled the closing auction and after-hours trades, from midnight of the trade date
 * in Shanghai. The United States close at four or five in the morning after, by the season.
 */
const COMPLETE_MS: Record<MarketName, number> = {
  CN: 15.5 * HOUR_MS,
  HK: 17 * HOUR_MS,
  US: 30.5 * HOUR_MS,
};

/** The last day whose daily bar cannot change any more at `nowMs`; the bar of a session under way is left out. */
export function lastCompleteDate(nowMs: number, market: MarketName = 'CN'): TradeDate {
  return fromDayNumber(Math.floor((nowMs + SHANGHAI_MS - COMPLETE_MS[market]) / DAY_MS));
}
