import type { Store } from '#main/store/store.ts';
import type { HandlerContext, Output, ParsedInput } from '#shared/contract.ts';
import { dataInputs } from '#shared/dataContract.ts';
import type { DownloadOutcome, DownloadSummary } from '#shared/dataContract.ts';
import type { Download, DownloadSymbol } from '#main/store/downloads.ts';
import { AppError } from '#shared/errors.ts';
import { settleDownloads } from './downloadJob.ts';
import type { DownloadDependencies } from './downloadJob.ts';
import { resumeBars } from './updateBars.ts';
import { resumeMinutes } from './updateMinutes.ts';

const sourcesOf = dataInputs['bars.update'].pick({ sources: true }).loose();

function toSummary(store: Store, download: Download): DownloadSummary {
  const { id, kind, state, createdAt, updatedAt, request, total, done, failed } = download;
  const named = sourcesOf.safeParse(request).data?.sources;
  const sources = named ?? store.settings.read().sourceOrder;
  return { download: id, kind, state, createdAt, updatedAt, sources, total, done, failed };
}

function toRecord(stored: DownloadSymbol): Output<'downloads.get'>['symbols'][number] {
  const { symbol, state, source, added, changed, factors, quarantined, from, to, error } = stored;
  return { symbol, state, source, added, changed, factors, quarantined, from, to, error };
}

/** Newest first. */
export function listDownloads(store: Store): DownloadSummary[] {
  settleDownloads(store);
  return store.downloads.list().map((download) => toSummary(store, download));
}

/** With every symbol. Throws INVALID_INPUT for an unknown one. */
export function getDownload(
  store: Store,
  { download }: ParsedInput<'downloads.get'>,
): Output<'downloads.get'> {
  settleDownloads(store);
  const summary = toSummary(store, store.downloads.find(download));
  const symbols = store.downloads.symbols(download).map(toRecord);
  return { ...summary, symbols };
}

/** Forgets a download; its bars stay. Throws INVALID_INPUT while it runs. */
export function removeDownload(
  store: Store,
  { download }: ParsedInput<'downloads.remove'>,
): Output<'downloads.remove'> {
  settleDownloads(store);
  const isRunning = store.downloads.list().some((d) => d.id === download && d.state === 'running');
  if (isRunning) {
    throw new AppError('INVALID_INPUT', `download ${download} is running: cancel it first`, {
      download,
    });
  }
  return { removed: store.downloads.remove(download) };
}

/**
 * Goes on with the symbols of a download that are not done. Throws INVALID_INPUT when it runs already or
 * has nothing left to do; else as the download itself.
 */
export function resumeDownload(
  dependencies: DownloadDependencies,
  { download }: ParsedInput<'downloads.resume'>,
  context: HandlerContext,
): Promise<DownloadOutcome> {
  const { store } = dependencies;
  settleDownloads(store);
  const { kind } = store.downloads.find(download);
  const resume = kind === 'daily' ? resumeBars : resumeMinutes;
  return resume(dependencies, download, context);
}
