import type { Source } from '#main/download/source.ts';
import { createPauseBook } from './pauseBook.ts';
import { createManners } from '#main/download/manners/manners.ts';
import type { Manners } from '#main/download/manners/manners.ts';
import { createSource, SOURCES } from '#main/download/registry.ts';
import type { Store } from '#main/store/store.ts';
import type { EventMessage, Settings } from '#shared/contract.ts';
import type { SourceInfo } from '#shared/dataContract.ts';
import { NETWORK_SOURCES } from '#shared/domain.ts';
import type { NetworkSource } from '#shared/domain.ts';

/** The one door to the network sources: all callers of an engine share its queues and its pauses. */
export interface SourceDesk {
  /** The named sources, or all in the order of the settings, with the addresses set now. */
  open: (names?: readonly NetworkSource[], aktoolsUrl?: string) => Source[];
  /** In the order of the settings, the others behind. */
  list: () => SourceInfo[];
  isPaused: (source: NetworkSource) => boolean;
  release: (source: NetworkSource) => void;
}

export interface DeskOptions {
  store: Store;
  emit: (event: EventMessage) => void;
  /** Milliseconds since 1970. */
  now?: () => number;
  /** Wait before a server's 5xx is tried once more. */
  backOffMs?: number;
}

export function createSourceDesk({ store, emit, ...options }: DeskOptions): SourceDesk {
  const manners = createManners({
    ...options,
    settings: store.settings.read,
    pauses: createPauseBook(store, options.now ?? Date.now),
    changed: () => emit({ type: 'event', name: 'sources.changed', payload: {} }),
  });
  const open = (name: NetworkSource, settings: Settings): Source => {
    const source = createSource(name, {
      aktoolsUrl: settings.aktoolsUrl,
      baseUrls: {
        eastmoney: baseUrl(settings.eastmoneyUrl),
        tencent: baseUrl(settings.tencentUrl),
        sina: baseUrl(settings.sinaUrl),
      },
      fetchText: manners.fetchFor(name),
      ...(options.now && { now: options.now }),
    });
    return manners.guard(source);
  };
  return {
    open: (names, aktoolsUrl) => {
      const stored = store.settings.read();
      const settings = aktoolsUrl === undefined ? stored : { ...stored, aktoolsUrl };
      return (names ?? settings.sourceOrder).map((name) => open(name, settings));
    },
    list: () => listSources(manners, store.settings.read()),
    isPaused: (source) => manners.record(source).pausedUntil !== null,
    release: manners.release,
  };
}

function listSources(manners: Manners, settings: Settings): SourceInfo[] {
  const names = [...new Set([...settings.sourceOrder, ...NETWORK_SOURCES])];
  return names.map((name) => {
    const { serves, minutePeriods } = SOURCES[name];
    const record = manners.record(name);
    return {
      name,
      serves: [...serves],
      minutePeriods: [...minutePeriods],
      state: record.pausedUntil === null ? 'ready' : 'paused',
      ...record,
      spacingMs: settings.spacingMs,
      baseUrl: addressOf(name, settings),
    };
  });
}

const baseUrl = (typed: string): string | null => (typed === '' ? null : typed);

/** null = the source's own public hosts. */
function addressOf(name: NetworkSource, settings: Settings): string | null {
  const { aktoolsUrl, eastmoneyUrl, tencentUrl, sinaUrl } = settings;
  const typed = {
    aktools: aktoolsUrl,
    eastmoney: eastmoneyUrl,
    tencent: tencentUrl,
    sina: sinaUrl,
  };
  return baseUrl(typed[name]);
}
