import { lastCompleteDate } from '#main/download/tradingDay.ts';
import { fromIsoDate, toDayNumber } from '#main/lib/dates.ts';
import { marketOf } from '#main/market/calendar.ts';
import type { Store } from '#main/store/store.ts';
import type { SymbolCode, TradeDate } from '#shared/domain.ts';

/** Shanghai's first trading day: nothing is older. */
const FIRST_DAY = 19_901_219;
/** Stored bars that a tail update reads again, to notice what the source corrected. */
const OVERLAP_BARS = 5;
/** Calendar days: the exchanges have been closed for eleven in a row, at most. */
const LONGEST_CLOSURE_DAYS = 12;

export interface SpanRequest {
  /** YYYY-MM-DD; the listing where it is left out. */
  from?: string | undefined;
  /** YYYY-MM-DD; today where it is left out. */
  to?: string | undefined;
  mode: 'tail' | 'full';
}

export interface DailySpan {
  from: TradeDate;
  to: TradeDate;
}

/**
 * Which days of a symbol are to be asked for: the whole span, or from the fifth last stored bar on. Days
 * that are not over are left out. Null when everything that can be had is stored.
 */
export function dailySpan(
  store: Store,
  symbol: SymbolCode,
  request: SpanRequest,
  nowMs: number,
): DailySpan | null {
  const complete = lastCompleteDate(nowMs, marketOf(symbol));
  const to = Math.min(request.to === undefined ? complete : fromIsoDate(request.to), complete);
  const from = request.from === undefined ? FIRST_DAY : fromIsoDate(request.from);
  const stored = store.bars.readSeries(symbol).tradeDate;
  const isAnew = request.mode === 'full' || stored.length === 0;
  if (isAnew || isHeadMissing(store, symbol, request.from, stored[0])) {
    return from <= to ? { from, to } : null;
  }
  const overlap = stored[Math.max(0, stored.length - OVERLAP_BARS)];
  return hasSession(store, symbol, stored[stored.length - 1], to) ? { from: overlap, to } : null;
}

/** Whether days before the first stored bar are asked for that may have had sessions of the symbol. */
function isHeadMissing(
  store: Store,
  symbol: SymbolCode,
  from: string | undefined,
  first: TradeDate,
): boolean {
  if (from === undefined) return false;
  const listDate = store.instruments.find(symbol)?.listDate ?? 0;
  const begin = Math.max(fromIsoDate(from), listDate);
  if (begin >= first) return false;
  const sessions = knownSessions(store, symbol, begin, first);
  if (sessions !== null) return sessions[0] < first;
  return toDayNumber(first) - toDayNumber(begin) > LONGEST_CLOSURE_DAYS;
}

/** Trading days of a span, both ends counted; null where no calendar covers it. */
function knownSessions(
  store: Store,
  symbol: SymbolCode,
  from: TradeDate,
  to: TradeDate,
): Int32Array | null {
  const market = marketOf(symbol);
  const facts = store.calendar.facts(market);
  const isCovered = facts !== null && facts.first <= from && facts.last >= to;
  return isCovered ? store.calendar.read(market, from, to) : null;
}

/** Whether a session of the symbol's market lies after one day, up to another; without a calendar every weekday counts as one. */
export function hasSession(
  store: Store,
  symbol: SymbolCode,
  after: TradeDate,
  to: TradeDate,
): boolean {
  if (to <= after) return false;
  const sessions = knownSessions(store, symbol, after, to);
  if (sessions !== null) return sessions.some((day) => day > after);
  for (let day = toDayNumber(after) + 1; day <= toDayNumber(to); day++) {
    if (isWeekday(day)) return true;
  }
  return false;
}

/** Day 0 was a Thursday. */
export const isWeekday = (dayNumber: number): boolean => (dayNumber + 3) % 7 < 5;
