import type { SymbolCode, TradeDate } from '#shared/domain.ts';

/** Places with one calendar each; Shanghai, Shenzhen and Beijing share theirs. */
export type MarketName = 'CN' | 'HK' | 'US';

export function marketOf(symbol: SymbolCode): MarketName {
  if (symbol.endsWith('.HK')) return 'HK';
  return symbol.endsWith('.US') ? 'US' : 'CN';
}

/** Index of the first session on or after a date; the length of the calendar if there is none. */
function sessionIndex(sessions: Int32Array, date: TradeDate): number {
  let low = 0;
  let high = sessions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sessions[middle] < date) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** All of these take trading days in ascending order. */
export const isTradingDay = (sessions: Int32Array, date: TradeDate): boolean =>
  sessions[sessionIndex(sessions, date)] === date;

/** Sessions from one date to another, both inclusive. */
export const sessionsBetween = (sessions: Int32Array, from: TradeDate, to: TradeDate): Int32Array =>
  sessions.subarray(sessionIndex(sessions, from), sessionIndex(sessions, to + 1));

/** A session is a day on which this share of the symbols whose span holds it have a bar. */
const SESSION_SHARE = 0.5;

/**
 * Trading days as the stored bars themselves tell them, while no calendar was downloaded: one symbol
 * with a day too many, or too few, does not decide.
 * @param counts bars of each day that has any, ascending
 * @param spans first and last bar of each symbol
 */
export function sessionsFromBars(
  counts: readonly (readonly [date: TradeDate, count: number])[],
  spans: readonly { firstDate: TradeDate; lastDate: TradeDate }[],
): Int32Array {
  const starts = spans.map(({ firstDate }) => firstDate).sort((a, b) => a - b);
  const ends = spans.map(({ lastDate }) => lastDate).sort((a, b) => a - b);
  let begun = 0;
  let over = 0;
  const sessions = counts.filter(([date, count]) => {
    while (begun < starts.length && starts[begun] <= date) begun++;
    while (over < ends.length && ends[over] < date) over++;
    return count >= (begun - over) * SESSION_SHARE;
  });
  return Int32Array.from(sessions, ([date]) => date);
}
