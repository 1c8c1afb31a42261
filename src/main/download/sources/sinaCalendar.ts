import { fromDayNumber, toDayNumber } from '#main/lib/dates.ts';
import type { TradeDate } from '#shared/domain.ts';
import type { ErrorDetails } from '#shared/errors.ts';
import { badData } from '../checkBars.ts';
import { createBitReader, readHeader } from './sinaBits.ts';
import type { BitReader } from './sinaBits.ts';

/** Day 0 of Sina's packed texts, a Wednesday. */
const EPOCH = toDayNumber(19901219);
const DAYS_TYPE = 139;
/** A session that Sina's list leaves out. */
const FORGOTTEN: TradeDate = 19920504;
/** Later than any calendar is published. */
const LAST_DAY = 40_000;

/** Date of a day of Sina's count. */
export function toTradeDate(day: number, details: ErrorDetails): TradeDate {
  if (day >= -10_000 && day < LAST_DAY) return fromDayNumber(EPOCH + day);
  throw badData(`day ${day} is not possible`, details);
}

/** 0 = Sunday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

function nextWeekday(day: number): number {
  let next = day + 1;
  while (weekdayOf(next) === 0 || weekdayOf(next) === 6) next++;
  return next;
}

/**
 * Packed text of type 139: first and last day, then runs of sessions; between two runs exactly one
 * weekday is left out (a longer holiday holds runs of 0). A run's width in units of 3 bits changes by
 * a step where the bit before it is set. Throws SOURCE_BAD_DATA.
 */
export function decodeCalendar(text: string, details: ErrorDetails): Int32Array {
  const bits = createBitReader(text, details);
  const type = readHeader(bits, details);
  if (type !== DAYS_TYPE) throw badData(`packed text of type ${type}, not a calendar`, details);
  const first = bits.take(18);
  const last = bits.take(18);
  if (last < first || last > LAST_DAY) throw badData('the span is not possible', details);
  const dates = readRuns(bits, first, last, details);
  if (dates.length === 0) throw badData('no session', details);
  const isMissing = first < toDayNumber(FORGOTTEN) - EPOCH && !dates.includes(FORGOTTEN);
  const isCovered = dates[dates.length - 1] > FORGOTTEN;
  if (isMissing && isCovered) dates.push(FORGOTTEN);
  return Int32Array.from(dates).sort();
}

function readRuns(
  bits: BitReader,
  first: number,
  last: number,
  details: ErrorDetails,
): TradeDate[] {
  const dates: TradeDate[] = [];
  let width = 0;
  let left = -1;
  for (let day = nextWeekday(first - 1); day <= last; day = nextWeekday(day)) {
    if (left > 0) {
      dates.push(toTradeDate(day, details));
      left--;
      continue;
    }
    const isFirst = left === -1;
    if (bits.bit()) width += bits.step();
    left = bits.take(3 * width);
    // Every run but the first begins behind the weekday that is left out, which is this one.
    if (!isFirst) continue;
    if (left === 0) throw badData('the calendar begins with a holiday', details);
    dates.push(toTradeDate(day, details));
    left--;
  }
  return dates;
}
