import type { InstrumentSummary, WatchlistEntry } from '#shared/dataContract.ts';

/** A symbol whose minutes are recorded, or are to be. */
export type MinuteRow = Pick<InstrumentSummary, 'symbol' | 'name' | 'minutes'>;

/** Those with minutes and those that are watched, the former first. */
export function minuteRows(
  stored: readonly InstrumentSummary[],
  watched: readonly WatchlistEntry[],
): MinuteRow[] {
  const recorded = stored.filter(({ minutes }) => minutes.length > 0);
  const known = new Set(recorded.map(({ symbol }) => symbol));
  const toCome = watched.filter(({ symbol }) => !known.has(symbol));
  return [
    ...recorded.map(({ symbol, name, minutes }) => ({ symbol, name, minutes })),
    ...toCome.map(({ symbol, name }) => ({ symbol, name, minutes: [] })),
  ];
}
