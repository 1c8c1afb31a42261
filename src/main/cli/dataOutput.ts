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
import type { Instrument } from '#shared/domain.ts';
import type { ErrorRecord } from '#shared/errors.ts';
import { toTable } from './table.ts';

const figure = (value: number | null): string => (value === null ? '–' : String(value));

/** One line a symbol, and how to go on with what is left. */
export function describeDownload({ download, state, symbols }: DownloadOutcome): string {
  const lines = symbols.map(describeUpdate);
  if (state !== 'done') lines.push(`${state}; go on with: resume ${download}`);
  return lines.join('\n');
}

function describeUpdate(outcome: UpdateOutcome): string {
  const { symbol, source, added, changed, factors, quarantined, from, to, error } = outcome;
  if (error) return `${symbol}: ${error.code}: ${error.message}`;
  if (source === null) return `${symbol}: up to date`;
  const aside = quarantined > 0 ? `, ${quarantined} rows set aside` : '';
  return `${symbol}: ${added} new, ${changed} changed, ${factors} factors${aside}, ${from ?? '–'} .. ${to ?? '–'} from ${source}`;
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

export const describeFindings = (findings: readonly Finding[]): string =>
  findings.length === 0
    ? 'nothing looks wrong'
    : findings
        .map(
          ({ id, symbol, date, kind, severity, note, state }) =>
            `${id} ${severity} ${symbol} ${date} ${kind}: ${note}${state === 'dismissed' ? ' (dismissed)' : ''}`,
        )
        .join('\n');

export const describeInstruments = (instruments: readonly Instrument[]): string =>
  instruments.length === 0
    ? 'no such instrument is known; refresh the list with --update list'
    : instruments.map(({ symbol, name, board }) => `${symbol} ${name} ${board}`).join('\n');

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

export function describeWatchlist(entries: readonly WatchlistEntry[], spot: SpotSnapshot): string {
  if (entries.length === 0) return 'the watchlist is empty; add symbols with --add';
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
