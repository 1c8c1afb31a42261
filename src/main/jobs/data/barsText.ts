import { isTradeDate, toIsoDate } from '#main/lib/dates.ts';
import { emptyMinutes } from '#main/market/minutes.ts';
import type { DailySeries, MinuteColumns, MinutePeriod, SymbolCode } from '#shared/domain.ts';
import { MINUTE_PERIODS } from '#shared/domain.ts';
import { AppError } from '#shared/errors.ts';
import { toMinuteText } from './viewBars.ts';

const DAILY_HEAD = 'date,open,high,low,close,volume,amount,factor,st';
const MINUTE_HEAD = 'time,open,high,low,close,volume,amount,repaired';

const numberText = (value: number): string => (Number.isNaN(value) ? '' : String(value));

/**
 * Raw daily bars as CSV, loss-free: a number's shortest text reads back as the same bits. An unknown
 * amount is empty; `factor` is the backward factor in force, `st` 1 under special treatment.
 */
export function toDailyText(series: DailySeries): string {
  const { tradeDate, open, high, low, close, volume, amount, factor, isSt } = series;
  const lines = Array.from(tradeDate, (date, i) =>
    [
      toIsoDate(date),
      ...[open, high, low, close, volume, amount, factor].map((column) => numberText(column[i])),
      isSt[i],
    ].join(','),
  );
  return [DAILY_HEAD, ...lines, ''].join('\n');
}

/** Raw minute bars as CSV, loss-free; `time` is the end of the bar, `repaired` 1 for a repaired open. */
export function toMinutesText(minutes: MinuteColumns): string {
  const { time, open, high, low, close, volume, amount, isRepaired } = minutes;
  const lines = Array.from(time, (each, i) =>
    [
      toMinuteText(each),
      ...[open, high, low, close, volume, amount].map((column) => numberText(column[i])),
      isRepaired[i],
    ].join(','),
  );
  return [MINUTE_HEAD, ...lines, ''].join('\n');
}

/** `600519.SH` → `sh600519.csv`, minutes `sh600519_5min.csv`: the names that the import understands. */
export function barsFileName(symbol: SymbolCode, period: MinutePeriod | 'day'): string {
  const [code, exchange] = symbol.toLowerCase().split('.');
  return `${exchange}${code}${period === 'day' ? '' : `_${period}min`}.csv`;
}

/** The period of a file of minute bars in our own form by its name, else null. */
export function minutePeriodOf(file: string): MinutePeriod | null {
  const minutes = Number(/_(\d+)min\.csv$/i.exec(file)?.[1]);
  return MINUTE_PERIODS.find((period) => period === minutes) ?? null;
}

/** Reads what `toMinutesText` wrote; null where the text has another header. Throws SOURCE_BAD_DATA naming the line. */
export function readMinutesText(text: string, file: string): MinuteColumns | null {
  const [head, ...lines] = text.replace(/^\ufeff/, '').split(/\r?\n/);
  if (head !== MINUTE_HEAD) return null;
  const rows = lines.filter((line) => line !== '');
  const bars = emptyMinutes(rows.length);
  const columns = [bars.open, bars.high, bars.low, bars.close, bars.volume, bars.amount];
  rows.forEach((row, i) => {
    const cells = row.split(',');
    const refuse = (problem: string): AppError =>
      new AppError('SOURCE_BAD_DATA', `${file}, line ${i + 2}: ${problem}`, { file, line: i + 2 });
    if (cells.length !== 8) throw refuse('there are not eight columns');
    bars.time[i] = readTime(cells[0]);
    if (bars.time[i] === 0) throw refuse(`"${cells[0]}" is not a time`);
    if (i > 0 && bars.time[i] <= bars.time[i - 1]) throw refuse('the times do not ascend');
    columns.forEach((column, k) => {
      const cell = cells[k + 1];
      column[i] = cell === '' ? NaN : Number(cell);
      if (Number.isNaN(column[i]) && !(cell === '' && k === 5))
        throw refuse(`"${cell}" is not a number`);
    });
    if (!isPossible(bars, i)) throw refuse('no exchange printed such a bar');
    bars.isRepaired[i] = Number(cells[7] === '1');
  });
  return bars;
}

/** 0 for anything that is no minute. */
function readTime(text: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2}) ([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  if (!match) return 0;
  const [, year, month, day, hour, minute] = match.map(Number);
  const date = year * 10_000 + month * 100 + day;
  return isTradeDate(date) ? date * 10_000 + hour * 100 + minute : 0;
}

function isPossible({ open, high, low, close, volume }: MinuteColumns, i: number): boolean {
  return (
    low[i] > 0 &&
    low[i] <= Math.min(open[i], close[i]) &&
    high[i] >= Math.max(open[i], close[i]) &&
    high[i] < Infinity &&
    volume[i] >= 0 &&
    volume[i] < Infinity
  );
}
