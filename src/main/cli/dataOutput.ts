import { basename } from 'node:path';
import { barsFileName } from '#main/jobs/data/barsText.ts';
import { groupBy } from '#main/lib/groupBy.ts';
import type {
  DownloadOutcome,
  DownloadSummary,
  Finding,
  ImportOutcome,
  SourceInfo,
  SpotSnapshot,
  UpdateOutcome,
  WatchlistEntry,
} from '#shared/dataContract.ts';
import type { Output } from '#shared/contract.ts';
import type { Instrument, MinutePeriod, SymbolCode } from '#shared/domain.ts';
import type { ErrorRecord } from '#shared/errors.ts';
import { simulatedMark } from './simulated.ts';
import { suggest } from './suggest.ts';
import { toTable } from './table.ts';

const figure = (value: number | null): string => (value === null ? '–' : String(value));

/** One line a symbol, or one for all that fared alike, and how to go on with what is left. */
export function describeDownload(
  { download, state, symbols }: DownloadOutcome,
  db?: string,
): string {
  const bySentence = groupBy(symbols, describeUpdate);
  const lines = [...bySentence].map(
    ([sentence, alike]) => `${nameSome(alike.map(({ symbol }) => symbol))}: ${sentence}`,
  );
  if (state !== 'done') lines.push(`${state}; go on with: ${suggest(`resume ${download}`, db)}`);
  return lines.join('\n');
}

const MOST_NAMED = 5;

function nameSome(symbols: readonly SymbolCode[]): string {
  const named = symbols.slice(0, MOST_NAMED);
  const more = symbols.length - named.length;
  return named.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function describeUpdate(outcome: UpdateOutcome): string {
  const { source, added, changed, factors, quarantined, from, to, error } = outcome;
  if (error) return `${error.code}: ${error.message}`;
  if (source === null) return 'up to date';
  const aside = quarantined > 0 ? `, ${quarantined} rows set aside` : '';
  return `${added} new, ${changed} changed, ${factors} factors${aside}, ${from ?? '–'} .. ${to ?? '–'} from ${source}`;
}

/** Newest first. */
export const describeDownloads = (downloads: readonly DownloadSummary[]): string =>
  downloads.length === 0
    ? 'no downloads yet'
    : toTable([
        ['download', 'state', 'done', 'failed', 'total', 'sources', 'begun'],
        ...downloads.map((each) => [
          each.download,
          each.state,
          String(each.done),
          String(each.failed),
          String(each.total),
          each.sources.join(','),
          each.createdAt,
        ]),
      ]);

/** One line a file. */
export const describeImports = (outcomes: readonly ImportOutcome[]): string =>
  outcomes
    .map(({ file, symbol, added, changed, quarantined, skipped, error }) => {
      if (error) return `${file}: ${error.code}: ${error.message}`;
      if (skipped !== null) return `${file}: skipped, ${skipped}`;
      const aside = quarantined > 0 ? `, ${quarantined} rows set aside` : '';
      return `${file}: ${symbol ?? ''} ${added} new, ${changed} changed${aside}`;
    })
    .join('\n');

/** The written files, and of which symbols there were no minutes to write. */
export function describeExport(
  files: readonly string[],
  symbols: readonly SymbolCode[],
  periods: readonly MinutePeriod[],
): string {
  const written = new Set(files.map((file) => basename(file)));
  const lines = periods.flatMap((period) => {
    const without = symbols.filter((symbol) => !written.has(barsFileName(symbol, period)));
    return without.length === 0
      ? []
      : [`no ${period}-minute bars are stored of ${nameSome(without)}`];
  });
  return [...files, ...lines].join('\n');
}

export const describeFindings = (findings: readonly Finding[]): string =>
  findings.length === 0
    ? 'nothing looks wrong'
    : findings
        .map(
          ({ id, symbol, date, kind, severity, note, state }) =>
            `${id} ${severity} ${symbol} ${date} ${kind}: ${note}${state === 'dismissed' ? ' (dismissed)' : ''}`,
        )
        .join('\n');

export const describeInstruments = (instruments: readonly Instrument[], db?: string): string =>
  instruments.length === 0
    ? `no such instrument is known; refresh the list with: ${suggest('instruments --update list', db)}`
    : instruments
        .map(
          ({ symbol, name, board, isSimulated }) =>
            `${symbol} ${name} ${board}${simulatedMark(isSimulated)}`,
        )
        .join('\n');

/** How many days, where from, and each of them; where there are none, how to get some. */
export function describeCalendar({ dates, source }: Output<'calendar.get'>, db?: string): string {
  if (source === null) {
    return `no trading days are stored; download them with: ${suggest('calendar --update', db)}`;
  }
  return [`${dates.length} trading days, from ${source}`, ...dates].join('\n');
}

export const describeParts = (
  parts: readonly { part: string; count: number; error: ErrorRecord | null }[],
): string =>
  parts
    .map(({ part, count, error }) =>
      error ? `${part}: ${error.code}: ${error.message}` : `${part}: ${count} entries`,
    )
    .join('\n');

export function describeSources(
  sources: readonly SourceInfo[],
  tests: readonly { source: string; isReachable: boolean; note: string }[],
): string {
  const lines = sources.map(({ name, state, pausedUntil, baseUrl, serves }) => {
    const until = pausedUntil === null ? '' : ` until ${pausedUntil}`;
    return `${name}: ${state}${until}, ${baseUrl ?? 'public hosts'}; ${serves.join(', ')}`;
  });
  for (const { source, isReachable, note } of tests) {
    lines.push(`${isReachable ? 'ok ' : 'BAD'} ${source}: ${note}`);
  }
  return lines.join('\n');
}

export function describeWatchlist(
  entries: readonly WatchlistEntry[],
  spot: SpotSnapshot,
  db?: string,
): string {
  if (entries.length === 0) {
    return `the watchlist is empty; add symbols with: ${suggest('watch --add SYMBOLS', db)}`;
  }
  const prices = new Map(spot.quotes.map((quote) => [quote.symbol, quote]));
  const rows = entries.map(({ symbol, name, baseShares, baseCost }) => [
    `${symbol} ${name}`,
    figure(prices.get(symbol)?.price ?? null),
    String(baseShares),
    String(baseCost),
  ]);
  const age = spot.receivedAt === null ? 'no prices yet' : `prices of ${spot.receivedAt}`;
  return [toTable([['symbol', 'price', 'base shares', 'base cost'], ...rows]), age].join('\n');
}
