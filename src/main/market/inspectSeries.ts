import { toIsoDate } from '#main/lib/dates.ts';
import type { FindingKind } from '#shared/dataContract.ts';
import type { Board, DailySeries, TradeDate } from '#shared/domain.ts';
import { sessionsBetween } from './calendar.ts';
import { exRightsOf, factorSteps } from './exRights.ts';
import type { BarFinding } from './finding.ts';
import { limitsKnownFrom, priceLimits, unitsPerYuan } from './rulebook.ts';

/** Kinds that a look at a whole stored series finds, and that are gone when it finds them no more. */
export const SERIES_KINDS: readonly FindingKind[] = ['gap', 'jump', 'suspended'];

export interface SeriesContext {
  board: Board;
  listDate: TradeDate | null;
  /** Trading days, ascending; empty where they are not known. */
  sessions: Int32Array;
}

/** Where no dated limit is known; half is where a split is the likelier reason. */
const WIDEST_MOVE: Partial<Record<Board, number>> = { index: 0.11, etf: 0.21, hk: 0.5, us: 0.5 };
const UNKNOWN_LIMIT = 0.5;
/** No exchange ever had a narrower limit: smaller moves need no look into the rulebook. */
const SMALLEST_LIMIT = 0.045;
/** A limit of the exchange is exact, its reference on an ex-date is computed from a rounded factor. */
const TOLERANCE = 0.005;
/** Days after which a listing without a known date is surely under the ordinary limit. */
const FIRST_DAYS = 6;
/** Exchanges lift the limit on the day after a reorganisation; those suspensions are long. */
const LONG_SUSPENSION = 20;
/** Per symbol and kind, the newest ones. */
const MAX_FINDINGS = 50;

/**
 * Missing sessions, closes beyond the dated price limit that no ex-date explains, and suspensions of a
 * stored series, by kind and date. Sessions without a bar may have been a suspension: a source that
 * prints none leaves them out, so they only call for a look where the series prints others of its own.
 */
export function inspectSeries(series: DailySeries, context: SeriesContext): BarFinding[] {
  if (series.tradeDate.length === 0) return [];
  return [findGaps(series, context), findJumps(series, context), findSuspensions(series)].flatMap(
    (found) => found.slice(-MAX_FINDINGS),
  );
}

function findGaps(series: DailySeries, { sessions }: SeriesContext): BarFinding[] {
  const { tradeDate } = series;
  const last = tradeDate[tradeDate.length - 1];
  const runs: TradeDate[][] = [];
  let next = 0;
  let isOpen = false;
  for (const date of sessionsBetween(sessions, tradeDate[0], last)) {
    while (tradeDate[next] < date) next++;
    if (tradeDate[next] === date) isOpen = false;
    else if (isOpen) runs.at(-1)?.push(date);
    else {
      runs.push([date]);
      isOpen = true;
    }
  }
  const printsSuspensions = series.volume.includes(0);
  return runs.map((days) => ({
    ...describeDays(series, days, 'no bar'),
    kind: 'gap',
    severity: printsSuspensions ? 'warning' : 'info',
  }));
}

function findSuspensions(series: DailySeries): BarFinding[] {
  const { tradeDate, volume } = series;
  const runs: TradeDate[][] = [];
  for (let i = 0; i < tradeDate.length; i++) {
    if (volume[i] !== 0) continue;
    if (i > 0 && volume[i - 1] === 0) runs.at(-1)?.push(tradeDate[i]);
    else runs.push([tradeDate[i]]);
  }
  return runs.map((days) => ({
    ...describeDays(series, days, 'no volume'),
    kind: 'suspended',
    severity: 'info',
  }));
}

function describeDays({ symbol }: DailySeries, days: readonly TradeDate[], what: string) {
  const [first, last] = [toIsoDate(days[0]), toIsoDate(days[days.length - 1])];
  const note =
    days.length === 1 ? `${what} on ${first}` : `${what} on ${days.length} days to ${last}`;
  return { symbol, tradeDate: days[0], note, details: { days: days.length, last } };
}

function findJumps(series: DailySeries, context: SeriesContext): BarFinding[] {
  const { symbol, tradeDate, close, factor } = series;
  const steps = factorSteps(factor);
  const found: BarFinding[] = [];
  let idle = 0;
  for (let i = 1; i < tradeDate.length; i++) {
    idle = series.volume[i - 1] === 0 ? idle + 1 : 0;
    if (idle >= LONG_SUSPENSION || isListing(i, series, context)) continue;
    const reference = close[i - 1] / steps[i];
    const move = close[i] / reference - 1;
    if (Math.abs(move) < SMALLEST_LIMIT) continue;
    const limit = limitOf(i, reference, steps[i], series, context);
    if (Math.abs(move) <= limit) continue;
    const [percent, most] = [(move * 100).toFixed(1), (limit * 100).toFixed(1)];
    const note = `close moved ${percent}% without an ex-date, more than the ${most}% of that day`;
    const details = { move, limit };
    found.push({
      symbol,
      tradeDate: tradeDate[i],
      kind: 'jump',
      severity: 'warning',
      note,
      details,
    });
  }
  return found;
}

/** The first days of a listing, and of a series of which it is not known when it was listed. */
function isListing(i: number, { tradeDate }: DailySeries, { listDate }: SeriesContext): boolean {
  return i < FIRST_DAYS && (listDate === null || listDate >= tradeDate[0]);
}

/** The widest move of that day as a ratio, by the rulebook where it reaches. */
function limitOf(
  i: number,
  reference: number,
  step: number,
  { symbol, tradeDate, close, isSt }: DailySeries,
  { board }: SeriesContext,
): number {
  const widest = WIDEST_MOVE[board];
  if (widest !== undefined) return widest;
  if (tradeDate[i] < limitsKnownFrom(symbol)) return UNKNOWN_LIMIT;
  const units = unitsPerYuan(symbol);
  const prevClose = exRightsOf(close[i - 1], step, units)?.reference ?? close[i - 1];
  const bounds = priceLimits({
    symbol,
    tradeDate: tradeDate[i],
    // A source that does not tell ST prints 0: the wider limit is the one that accuses nobody wrongly.
    isSt: isSt[i] === 1,
    listedDays: Infinity,
    prevClose,
  });
  if (bounds === null) return Infinity;
  const wider = Math.max(bounds.up / prevClose - 1, 1 - bounds.down / prevClose);
  return wider + TOLERANCE + 1 / (units * reference);
}
