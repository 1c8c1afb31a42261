import { marketOf } from '#main/market/calendar.ts';
import { boardOf } from '#main/market/symbol.ts';
import type { ErrorDetails } from '#shared/errors.ts';
import { toBars } from './barRow.ts';
import type { BarRow } from './barRow.ts';
import { badData, checkTicks } from './checkBars.ts';
import { settleVolume } from './settleVolume.ts';
import type { StatedUnit } from './settleVolume.ts';
import type { BarsRequest, SourceBars } from './source.ts';
import { lastCompleteDate } from './tradingDay.ts';

/** What a reply is held against. */
export interface Expectation {
  request: BarsRequest;
  details: ErrorDetails;
  nowMs: number;
  /** Unit of the volume as it was received. */
  unit: StatedUnit;
}

/**
 * What every source's daily bars go through as a whole: only sessions that are over, raw prices, volume
 * in shares by the money. Single rows are not judged here. Throws SOURCE_BAD_DATA.
 */
export function finishBars(
  received: readonly BarRow[],
  { request, details, nowMs, unit }: Expectation,
): SourceBars {
  const last = lastCompleteDate(nowMs, marketOf(request.symbol));
  // A day beyond those asked for is no session under way: whoever judges the rows is to see it.
  const isOver = ({ key }: BarRow): boolean => key <= last || key > request.to;
  const places = [...received.keys()].filter((i) => isOver(received[i]));
  if (places.length === 0) {
    const problem = 'no session in these dates is over yet';
    throw badData(problem, { ...details, isEmpty: true, isAnswered: true });
  }
  const rows = places.map((i) => received[i]);
  const locate = (row: number): ErrorDetails => ({ ...details, row: places[row] + 1 });
  const bars = toBars(rows);
  const board = boardOf(request.symbol);
  checkTicks(bars, board, locate);
  const { volume, repairs } = settleVolume(bars, board, unit, locate, true);
  return { bars: { ...bars, volume }, repairs, unread: unreadOf(rows) };
}

function unreadOf(rows: readonly BarRow[]): Map<number, string> {
  return new Map(rows.flatMap(({ unread }, i) => (unread === undefined ? [] : [[i, unread]])));
}
