import type { DatedValue } from '#shared/run.ts';

export interface Month {
  /** `2024-03` */
  key: string;
  /** Positions of its first and last day in the series. */
  from: number;
  to: number;
}

/** Runs of days of the same month. */
export function toMonths(days: readonly DatedValue[]): Month[] {
  const months: Month[] = [];
  days.forEach(({ date }, i) => {
    const key = date.slice(0, 7);
    const last = months.at(-1);
    if (last?.key === key) last.to = i;
    else months.push({ key, from: i, to: i });
  });
  return months;
}

export interface MonthReturn {
  year: string;
  /** 1..12 */
  month: number;
  value: number;
}

/** Return of each month from the last close of the month before; the first one from the first close. */
export function monthlyReturns(equity: readonly DatedValue[]): MonthReturn[] {
  return toMonths(equity).map(({ key, from, to }) => ({
    year: key.slice(0, 4),
    month: Number(key.slice(5)),
    value: change(equity[Math.max(0, from - 1)].value, equity[to].value),
  }));
}

/** 0 once nothing was left at the start. */
export const change = (from: number, to: number): number => (from > 0 ? to / from - 1 : 0);
