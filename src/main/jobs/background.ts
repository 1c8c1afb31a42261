import { lastCompleteDate } from '#main/download/tradingDay.ts';
import type { HandlerContext } from '#shared/contract.ts';
import type { MinutePeriod, TradeDate } from '#shared/domain.ts';
import { toAppError } from '#shared/errors.ts';
import type { DownloadDependencies } from './data/downloadJob.ts';
import { isSessionOpen } from './data/sessionClock.ts';
import { refreshSpot } from './data/spot.ts';
import { updateMinutes } from './data/updateMinutes.ts';

/** One-minute bars are gone after five days; five-minute ones hold the tests of years. */
const ARCHIVED: MinutePeriod[] = [1, 5];
/** A recording that failed is not tried again sooner. */
const RETRY_MS = 30 * 60_000;

export interface Background {
  /** Does what is due now; a second call while one works does nothing. */
  tick: () => Promise<void>;
  /** Stops the clock and what it started. */
  stop: () => Promise<void>;
}

/**
 * What an engine does without being asked, as the settings allow: prices of the watchlist during
 * sessions, and its minutes once a session is over, before the source's window closes. Failures wait
 * for the next turn and are seen in the list of sources and downloads.
 */
export function startBackground(dependencies: DownloadDependencies, intervalMs = 1000): Background {
  const controller = new AbortController();
  const context = { signal: controller.signal, report: () => undefined };
  const due = { spotAt: 0, archiveAt: 0 };
  let recorded: TradeDate = 0;
  let failedDownload: string | null = null;
  let working: Promise<void> | null = null;

  const work = async (): Promise<void> => {
    const { store, now } = dependencies;
    const { spotSeconds, archiveMinutes } = store.settings.read();
    if (spotSeconds > 0 && now() >= due.spotAt && isSessionOpen(store, now())) {
      due.spotAt = now() + spotSeconds * 1000;
      await refreshSpot(dependencies, context);
    }
    const complete = lastCompleteDate(now());
    if (!archiveMinutes || complete <= recorded || now() < due.archiveAt) return;
    due.archiveAt = now() + RETRY_MS;
    // One entry in the list of downloads, however often it is tried.
    if (failedDownload !== null) store.downloads.remove(failedDownload);
    failedDownload = await recordMinutes(dependencies, context);
    if (failedDownload === null) recorded = complete;
  };
  const tick = async (): Promise<void> => {
    working ??= work()
      .catch((thrown: unknown) => {
        const { code, message } = toAppError(thrown);
        const isSeen = code === 'CANCELLED' || code.startsWith('SOURCE_');
        if (!isSeen) process.stderr.write(`background work: ${code}: ${message}\n`);
      })
      .finally(() => (working = null));
    await working;
  };
  const timer = setInterval(() => void tick(), intervalMs);
  timer.unref();
  return {
    tick,
    stop: async () => {
      clearInterval(timer);
      controller.abort();
      await working;
    },
  };
}

/** Null when every symbol of the watchlist is recorded, else the download that is not whole. */
async function recordMinutes(
  dependencies: DownloadDependencies,
  context: HandlerContext,
): Promise<string | null> {
  const symbols = dependencies.store.watchlist.list().map(({ symbol }) => symbol);
  if (symbols.length === 0) return null;
  const request = { symbols, periods: ARCHIVED };
  const { state, download } = await updateMinutes(dependencies, request, context);
  return state === 'done' ? null : download;
}
