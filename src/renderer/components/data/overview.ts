import type { InstrumentSummary } from '#shared/dataContract.ts';

export interface DataSummary {
  /** Symbols with daily bars. */
  stored: number;
  bars: number;
  withMinutes: number;
  oldest: string | null;
  /** Newest day of any symbol's bars; simulated ones end on a day of their own and count only alone. */
  newest: string | null;
  /** Symbols whose bars end before that day. */
  behind: number;
}

export function summarise(all: readonly InstrumentSummary[]): DataSummary {
  const stored = all.filter(({ barCount }) => barCount > 0);
  const real = stored.filter(({ isSimulated }) => !isSimulated);
  const dated = real.length > 0 ? real : stored;
  const newest = dated.reduce<string | null>(
    (latest, { lastDate }) => (lastDate !== null && lastDate > (latest ?? '') ? lastDate : latest),
    null,
  );
  return {
    stored: stored.length,
    bars: stored.reduce((sum, { barCount }) => sum + barCount, 0),
    withMinutes: all.filter(({ minutes }) => minutes.length > 0).length,
    oldest: dated.reduce<string | null>(
      (first, { firstDate }) =>
        firstDate !== null && (first === null || firstDate < first) ? firstDate : first,
      null,
    ),
    newest,
    behind: dated.filter(({ lastDate }) => lastDate !== newest).length,
  };
}
