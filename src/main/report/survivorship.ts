import { fromIsoDate, toDayNumber } from '#main/lib/dates.ts';
import type { DailySeries } from '#shared/domain.ts';
import type { SelectionConfig } from '#shared/selection.ts';

/** A last bar this many days of the calendar before the end of the run is more than a suspension. */
const GONE_AFTER = 30;

type DatedBars = Pick<DailySeries, 'tradeDate'>;

/**
 * What the choice of symbols knew of the future, one sentence a doubt.
 * @param series the dates of all stored bars, or of the first and last, of every symbol that was ever part
 *   of the universe
 * @param hasMemberDates whether the store knows from and until when a symbol belonged to the index
 */
export function survivorshipStatements(
  { universe, from, to }: Pick<SelectionConfig, 'universe' | 'from' | 'to'>,
  series: readonly DatedBars[],
  hasMemberDates: boolean,
): string[] {
  const some = series.filter(({ tradeDate }) => tradeDate.length > 0);
  const last = some.reduce(
    (latest, { tradeDate }) => Math.max(latest, tradeDate[tradeDate.length - 1]),
    0,
  );
  const end = Math.min(fromIsoDate(to), last);
  const gone = some.filter((one) => isGone(one, end)).length;
  // `from` may be a holiday: whoever has a bar on the first day of all was there from the start.
  const first = some.reduce((early, { tradeDate }) => Math.min(early, tradeDate[0]), Infinity);
  const late = some.filter(
    ({ tradeDate }) => tradeDate[0] > Math.max(fromIsoDate(from), first),
  ).length;
  return [
    choiceOf(universe, series.length, hasMemberDates),
    gone > 0
      ? `Left before the end: ${gone} of ${series.length} symbols, kept in the universe until their last bar.`
      : `Nobody left: all ${series.length} symbols have bars to the end, which no market's history has; those that were delisted are missing.`,
    ...(late > 0
      ? [
          `Joined later: ${late} symbols have their first bar within the run and count from then on.`,
        ]
      : []),
  ];
}

function choiceOf(
  universe: SelectionConfig['universe'],
  count: number,
  hasMemberDates: boolean,
): string {
  if (Array.isArray(universe)) {
    return `Named by hand: whoever chose these ${count} symbols knew what had become of them.`;
  }
  if (universe === 'all') {
    return `Everything stored: ${count} symbols; what was never stored, delisted symbols above all, is missing.`;
  }
  return hasMemberDates
    ? `Members by date: each of the ${count} symbols counts from its entry into the index until its exit.`
    : `Members of one date: the ${count} symbols of one list of the index stand for the whole run, though success brought many of them there.`;
}

function isGone({ tradeDate }: DatedBars, end: number): boolean {
  return toDayNumber(end) - toDayNumber(tradeDate[tradeDate.length - 1]) > GONE_AFTER;
}
