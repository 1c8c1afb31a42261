import { isTradeDate } from '#main/lib/dates.ts';
import { marketOf } from '#main/market/calendar.ts';
import { boardOf } from '#main/market/symbol.ts';
import type { MinuteColumns } from '#shared/domain.ts';
import type { ErrorDetails } from '#shared/errors.ts';
import { toMinutes } from './barRow.ts';
import type { BarRow } from './barRow.ts';
import { badData, findPriceProblem } from './checkBars.ts';
import type { Locate } from './checkBars.ts';
import { emptyReply } from './reply.ts';
import { settleVolume } from './settleVolume.ts';
import type { StatedUnit } from './settleVolume.ts';
import type { MinutesRequest, SourceMinutes } from './source.ts';
import { lastCompleteDate } from './tradingDay.ts';

/** What a reply of minute bars is held against. */
export interface MinuteExpectation {
  request: MinutesRequest;
  details: ErrorDetails;
  nowMs: number;
  unit: StatedUnit;
}

/**
 * What every source's minute bars go through. An open of 0, which sources send for old days, gives way
 * to the close of the bar before (the first bar: its own close), moved into low..high. Throws
 * SOURCE_BAD_DATA naming the row.
 */
export function finishMinutes(
  received: readonly BarRow[],
  { request, details, nowMs, unit }: MinuteExpectation,
): SourceMinutes {
  const { symbol, from = 0 } = request;
  const locate = (row: number): ErrorDetails => ({ ...details, row: row + 1 });
  if (received.length === 0) throw emptyReply(details, false);
  const isRepaired = Uint8Array.from(received, ({ open }) => (open === 0 ? 1 : 0));
  const rows = received.map((row, i) =>
    isRepaired[i] === 1 ? repairOpen(row, received[i - 1]) : row,
  );
  checkMinutes({ ...toMinutes(rows), isRepaired }, locate);
  const last = lastCompleteDate(nowMs, marketOf(symbol));
  const isWanted = ({ key }: BarRow): boolean => dayOf(key) >= from && dayOf(key) <= last;
  const kept = rows.filter(isWanted);
  if (kept.length === 0) throw emptyReply(details, true);
  const columns = toMinutes(kept);
  const { volume, repairs } = settleVolume(columns, boardOf(symbol), unit, locate);
  const marks = isRepaired.filter((_, i) => isWanted(rows[i]));
  return { minutes: { ...columns, volume, isRepaired: marks }, repairs };
}

const dayOf = (time: number): number => Math.floor(time / 10_000);

function repairOpen(row: BarRow, before: BarRow | undefined): BarRow {
  const open = before?.close ?? row.close;
  return { ...row, open: Math.min(row.high, Math.max(row.low, open)) };
}

/** Throws SOURCE_BAD_DATA naming the first bar that no exchange could have printed. */
export function checkMinutes(minutes: MinuteColumns, locate: Locate): void {
  const { time, open, high, low, close, volume, amount } = minutes;
  for (let i = 0; i < time.length; i++) {
    const problem =
      findTimeProblem(time[i], time[i - 1]) ??
      findPriceProblem({
        open: open[i],
        high: high[i],
        low: low[i],
        close: close[i],
        volume: volume[i],
        amount: amount[i],
      });
    if (problem !== null) throw badData(problem, locate(i));
  }
}

function findTimeProblem(time: number, before: number | undefined): string | null {
  if (!isMinute(time)) return `${time} is not a time`;
  if (time === before) return `${time} is there twice`;
  return before !== undefined && time < before ? `${time} comes after ${before}` : null;
}

/** Whether the number is a YYYYMMDDHHMM of the calendar. */
function isMinute(time: number): boolean {
  return isTradeDate(dayOf(time)) && Math.floor(time / 100) % 100 < 24 && time % 100 < 60;
}
