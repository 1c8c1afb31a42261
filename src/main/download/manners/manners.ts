import { setTimeout as delay } from 'node:timers/promises';
import type { NetworkSource } from '#shared/domain.ts';
import { toAppError } from '#shared/errors.ts';
import type { FetchText } from '../client.ts';
import { getText } from '../http.ts';
import type { Source } from '../source.ts';
import { createBreaker } from './breaker.ts';
import type { Breaker, PauseBook } from './breaker.ts';
import { faultOf, providerOf } from './fault.ts';
import { guardSource } from './guard.ts';
import { createHostQueue } from './hostQueue.ts';
import type { HostQueue } from './hostQueue.ts';
import { createLedger } from './ledger.ts';
import type { Ledger, LedgerEntry } from './ledger.ts';

export interface MannerSettings {
  requestTimeoutMs: number;
  spacingMs: number;
  pauseMinutes: number;
}

export interface MannerOptions {
  /** Read at each request: a change holds at once. */
  settings: () => MannerSettings;
  /** A provider was paused or released. */
  changed?: () => void;
  /** Where pauses are kept; in memory where it is left out. */
  pauses?: PauseBook;
  now?: () => number;
  random?: () => number;
  /** Wait before a server's 5xx is tried once more. */
  backOffMs?: number;
}

/** Counts since the engine started. */
export interface SourceRecord extends LedgerEntry {
  /** ISO time; null = may be asked. */
  pausedUntil: string | null;
}

/** How all callers of one engine together treat the hosts that they ask. */
export interface Manners {
  /** The way to the network of one source: queue, spacing, time limit, breaker. */
  fetchFor: (source: NetworkSource) => FetchText;
  /** The same source, whose replies are judged too: an empty one may be a limit on requests. */
  guard: (source: Source) => Source;
  record: (source: NetworkSource) => SourceRecord;
  /** Ends the pauses of everything that the source asks. */
  release: (source: NetworkSource) => void;
}

/** Whom a source asks; AKTools passes on what EastMoney says. */
const providersOf = (source: NetworkSource): NetworkSource[] =>
  source === 'aktools' ? ['aktools', 'eastmoney'] : [source];

export function createManners(options: MannerOptions): Manners {
  const queue = createHostQueue(options.random);
  const breaker = createBreaker({
    now: options.now ?? Date.now,
    changed: options.changed ?? (() => undefined),
    pauses: options.pauses,
  });
  const ledger = createLedger();
  const pause = (provider: string): void =>
    breaker.pause(provider, options.settings().pauseMinutes * 60_000);

  return {
    fetchFor: (source) => createFetch({ source, options, queue, breaker, ledger, pause }),
    guard: (source) => guardSource(source, ledger, pause),
    record: (source) => {
      const ends = providersOf(source).flatMap((each) => breaker.pausedUntil(each) ?? []);
      return { pausedUntil: ends.sort().at(-1) ?? null, ...ledger.of(source) };
    },
    release: (source) => {
      ledger.forgive(source);
      for (const provider of providersOf(source)) breaker.release(provider);
    },
  };
}

interface FetchParts {
  source: NetworkSource;
  options: MannerOptions;
  queue: HostQueue;
  breaker: Breaker;
  ledger: Ledger;
  pause: (provider: string) => void;
}

function createFetch({ source, options, queue, breaker, ledger, pause }: FetchParts): FetchText {
  return async ({ url, host, details, encoding, attempts = 2 }, signal) => {
    const provider = providerOf(host);
    const check = (): void => [source, provider].forEach(breaker.check);
    check();
    for (let attempt = 1; ; attempt++) {
      const { spacingMs, requestTimeoutMs: timeoutMs } = options.settings();
      // A request that was already under way may have been shut out while this one waited.
      const ask = (): Promise<string> => {
        check();
        ledger.asked(source);
        return getText(url, details, { timeoutMs, attempts: 1, backOffMs: 0, encoding }, signal);
      };
      try {
        return await queue.run(host, spacingMs, signal, ask);
      } catch (thrown) {
        const error = toAppError(thrown);
        if (error.code === 'CANCELLED' || error.details?.isPaused === true) throw error;
        const hasStatus = error.details?.status !== undefined;
        if (faultOf(error) === 'limit') pause(hasStatus ? provider : source);
        const mayPass = error.code === 'SOURCE_UNREACHABLE' && hasStatus;
        if (!mayPass || attempt >= attempts) throw error;
        await delay(options.backOffMs ?? 1000, undefined, { signal });
      }
    }
  };
}
