import { firstBars } from '#main/market/columns.ts';
import { boardOf } from '#main/market/symbol.ts';
import type { BarColumns } from '#shared/domain.ts';
import type { ErrorDetails } from '#shared/errors.ts';
import { badData, checkBars, checkTicks } from './checkBars.ts';
import type { BarsRequest, SourceBars } from './source.ts';
import { lastCompleteDate } from './tradingDay.ts';
import { checkVolumeUnit } from './volumeUnit.ts';

/**
 * What every source's daily bars go through: possible values, dates asked for, only sessions that are
 * over, raw prices, shares by the money. Throws SOURCE_BAD_DATA naming the row.
 */
export function finishBars(
  received: BarColumns,
  request: BarsRequest,
  details: ErrorDetails,
  nowMs: number,
): SourceBars {
  const locate = (row: number): ErrorDetails => ({ ...details, row: row + 1 });
  checkBars(received, locate);
  checkRange(received, request, details);
  const bars = dropUnfinished(received, nowMs, details);
  const board = boardOf(request.symbol);
  if (board === 'index') return { bars, repairs: [] };
  checkTicks(bars, board, locate);
  const unit = checkVolumeUnit(bars, 1);
  if (unit.checked > 0 && !unit.fits) {
    throw badData('amount / volume lies outside the prices of the day', locate(unit.firstOdd));
  }
  return { bars, repairs: [] };
}

function checkRange(bars: BarColumns, { from, to }: BarsRequest, details: ErrorDetails): void {
  const outside = bars.tradeDate.findIndex((date) => date < from || date > to);
  if (outside === -1) return;
  const date = bars.tradeDate[outside];
  throw badData(`${date} was not asked for`, { ...details, row: outside + 1 });
}

function dropUnfinished(bars: BarColumns, nowMs: number, details: ErrorDetails): BarColumns {
  const last = lastCompleteDate(nowMs);
  const count = bars.tradeDate.filter((date) => date <= last).length;
  if (count === 0) throw badData('no session in these dates is over yet', details);
  return firstBars(bars, count);
}
