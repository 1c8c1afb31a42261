import { isTradeDate } from '#main/lib/dates.ts';
import { marketOf } from '#main/market/calendar.ts';
import type { OddRow } from '#main/market/finding.ts';
import { dateOf, pickMinutes } from '#main/market/minutes.ts';
import {
  figuresAt,
  findFigureProblem,
  isTooManyBad,
  keptInOrder,
  markRepeats,
  rowText,
} from '#main/market/rowProblem.ts';
import { boardOf } from '#main/market/symbol.ts';
import type { MinuteColumns } from '#shared/domain.ts';
import type { ErrorDetails } from '#shared/errors.ts';
import { toMinutes } from './barRow.ts';
import type { BarRow } from './barRow.ts';
import { badData } from './checkBars.ts';
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
 * to the close of the bar before (the first bar: its own close), moved into low..high. Rows that no
 * exchange printed are put aside; throws SOURCE_BAD_DATA naming the first one where they are too many.
 */
export function finishMinutes(
  received: readonly BarRow[],
  { request, details, nowMs, unit }: MinuteExpectation,
): SourceMinutes {
  const { symbol, from = 0 } = request;
  const last = lastCompleteDate(nowMs, marketOf(symbol));
  if (received.length === 0) throw emptyReply(details, false);
  const isWanted = ({ key }: BarRow): boolean =>
    !isMinute(key) || (dateOf(key) >= from && dateOf(key) <= last);
  const places = [...received.keys()].filter((i) => isWanted(received[i]));
  if (places.length === 0) throw emptyReply(details, true);
  const locate = (row: number): ErrorDetails => ({ ...details, row: places[row] + 1 });
  const isRepaired = Uint8Array.from(places, (i) => (received[i].open === 0 ? 1 : 0));
  const rows = places.map((i) =>
    received[i].open === 0 ? repairOpen(received[i], received[i - 1]) : received[i],
  );
  const columns = toMinutes(rows);
  const { volume, repairs } = settleVolume(columns, boardOf(symbol), unit, locate);
  const minutes = { ...columns, volume, isRepaired };
  const problems = findProblems(minutes, rows);
  const bad = [...problems.keys()].filter((i) => problems[i] !== null);
  if (isTooManyBad(bad.length, rows.length)) throw badData(problems[bad[0]] ?? '', locate(bad[0]));
  return {
    minutes: pickMinutes(minutes, keptInOrder(problems, minutes.time)),
    repairs,
    quarantined: bad.map((i) => toOddRow(minutes, i, rows[i], problems[i] ?? '')),
  };
}

function repairOpen(row: BarRow, before: BarRow | undefined): BarRow {
  const open = before !== undefined && before.close > 0 ? before.close : row.close;
  return { ...row, open: Math.min(row.high, Math.max(row.low, open)) };
}

function findProblems(minutes: MinuteColumns, rows: readonly BarRow[]): (string | null)[] {
  const problems = rows.map(({ key, unread }, i) => {
    if (!isMinute(key)) return `${key} is not a time`;
    const problem = findFigureProblem(figuresAt(minutes, i));
    return problem ?? (unread === undefined ? null : 'a figure is not a number');
  });
  markRepeats(problems, minutes, minutes.time, String);
  return problems;
}

function toOddRow(
  minutes: MinuteColumns,
  i: number,
  { key, unread }: BarRow,
  problem: string,
): OddRow {
  const row = unread ?? rowText('time', String(key), figuresAt(minutes, i));
  return { tradeDate: String(key), row, problem };
}

/** Whether the number is a YYYYMMDDHHMM of the calendar. */
function isMinute(time: number): boolean {
  return isTradeDate(dateOf(time)) && Math.floor(time / 100) % 100 < 24 && time % 100 < 60;
}
