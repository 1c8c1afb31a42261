import type { CoverageDay } from '#shared/dataContract.ts';

export type CoverageState = 'complete' | 'partial' | 'missing';

export function stateOf({ bars, expected }: CoverageDay): CoverageState {
  if (bars === 0) return 'missing';
  return bars >= expected ? 'complete' : 'partial';
}

/** A column of the map: Monday's date and the trading days of the week by weekday, Monday first. */
export interface CoverageWeek {
  monday: string;
  /** Month (1 to 12) that begins with this column; null where the one before goes on. */
  month: number | null;
  days: (CoverageDay | null)[];
}

const DAY_MS = 86_400_000;
const isoOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Trading days, oldest first, as weeks; weeks without any (a long holiday) are left out. */
export function toWeeks(days: readonly CoverageDay[]): CoverageWeek[] {
  const weeks = new Map<string, CoverageWeek>();
  let lastMonth = 0;
  for (const day of days) {
    const ms = Date.parse(`${day.date}T00:00:00Z`);
    const weekday = (new Date(ms).getUTCDay() + 6) % 7;
    if (Number.isNaN(ms) || weekday > 4) continue;
    const monday = isoOf(ms - weekday * DAY_MS);
    let week = weeks.get(monday);
    if (!week) {
      const month = Number(day.date.slice(5, 7));
      week = {
        monday,
        month: month === lastMonth ? null : month,
        days: [null, null, null, null, null],
      };
      lastMonth = month;
      weeks.set(monday, week);
    }
    week.days[weekday] = day;
  }
  return [...weeks.values()];
}

/** What is stored of all days together. */
export function totalsOf(days: readonly CoverageDay[]) {
  const totals = { days: days.length, complete: 0, partial: 0, missing: 0, bars: 0, repaired: 0 };
  for (const day of days) {
    totals[stateOf(day)] += 1;
    totals.bars += day.bars;
    totals.repaired += day.repaired;
  }
  return totals;
}
