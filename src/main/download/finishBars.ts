import { marketOf } from '#main/market/calendar.ts';
import { firstBars } from '#main/market/columns.ts';
import { boardOf } from '#main/market/symbol.ts';
import type { BarColumns, TradeDate } from '#shared/domain.ts';
import type { ErrorDetails } from '#shared/errors.ts';
import { badData, checkBars, checkTicks } from './checkBars.ts';
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
 * What every source's daily bars go through: possible values, dates asked for, only sessions that are
 * over, raw prices, volume in shares by the money. Throws SOURCE_BAD_DATA naming the row.
 */
export function finishBars(
  received: BarColumns,
  { request, details, nowMs, unit }: Expectation,
): SourceBars {
  const locate = (row: number): ErrorDetails => ({ ...details, row: row + 1 });
  checkBars(received, locate);
  checkRange(received, request, details);
  const bars = dropUnfinished(received, lastCompleteDate(nowMs, marketOf(request.symbol)), details);
  const board = boardOf(request.symbol);
  checkTicks(bars, board, locate);
  const { volume, repairs } = settleVolume(bars, board, unit, locate);
  return { bars: { ...bars, volume }, repairs };
}

function checkRange(bars: BarColumns, { from, to }: BarsRequest, details: ErrorDetails): void {
  const outside = bars.tradeDate.findIndex((date) => date < from || date > to);
  if (outside === -1) return;
  const date = bars.tradeDate[outside];
  throw badData(`${date} was not asked for`, { ...details, row: outside + 1 });
}

function dropUnfinished(bars: BarColumns, last: TradeDate, details: ErrorDetails): BarColumns {
  const count = bars.tradeDate.filter((date) => date <= last).length;
  if (count > 0) return firstBars(bars, count);
  throw badData('no session in these dates is over yet', {
    ...details,
    isEmpty: true,
    isAnswered: true,
  });
}
