import { z } from 'zod';
import { MINUTE_PERIODS, NETWORK_SOURCES } from './domain.ts';
import type { Capability, MinutePeriod, NetworkSource, SourceName, SymbolCode } from './domain.ts';
import type { ErrorRecord } from './errors.ts';
import { sources, symbols } from './namedLists.ts';
import { dateSchema } from './run.ts';
import { symbolSchema } from './symbolSchema.ts';

const empty = z.strictObject({});
const downloadIdSchema = z.string().regex(/^[a-z0-9-]{4,64}$/, 'not the name of a download');
const minutePeriod = z.literal(MINUTE_PERIODS);

/** Downloads, and the sources that serve them. */
export const downloadInputs = {
  /**
   * Daily bars and factors. `tail`: from the last stored bar on (overlapping a few, to notice corrections);
   * `full`: the whole span anew.
   */
  'bars.update': z.strictObject({
    /** In the order to ask; default: the order of the settings. */
    sources: sources.optional(),
    /** Address of AKTools for this call only. */
    url: z.url().optional(),
    symbols,
    from: dateSchema.optional(),
    to: dateSchema.optional(),
    mode: z.enum(['tail', 'full']).default('tail'),
  }),
  'minutes.update': z.strictObject({
    sources: sources.optional(),
    symbols,
    periods: z.array(minutePeriod).min(1).default([5]),
  }),
  'minutes.coverage': z.strictObject({ symbol: symbolSchema, period: minutePeriod }),
  /** Goes on with a download that was cancelled, limited or interrupted. */
  'downloads.resume': z.strictObject({ download: downloadIdSchema }),
  'downloads.list': empty,
  'downloads.get': z.strictObject({ download: downloadIdSchema }),
  'downloads.remove': z.strictObject({ download: downloadIdSchema }),
  'sources.list': empty,
  'source.test': z.strictObject({ source: z.enum(NETWORK_SOURCES), url: z.url().optional() }),
  /** Ends the pause of a source that was marked as limited. */
  'source.release': z.strictObject({ source: z.enum(NETWORK_SOURCES) }),
} as const;

export const DOWNLOAD_JOBS = [
  'bars.update',
  'minutes.update',
  'downloads.resume',
] as const satisfies readonly (keyof typeof downloadInputs)[];

export interface UpdateOutcome {
  symbol: SymbolCode;
  /** Which source served it. */
  source: SourceName | null;
  /** Bars new to the store / bars whose stored values changed. */
  added: number;
  changed: number;
  factors: number;
  /** Rows set aside because no exchange could have printed them. */
  quarantined: number;
  from: string | null;
  to: string | null;
  error: ErrorRecord | null;
}

export const DOWNLOAD_STATES = [
  'running',
  'done',
  'incomplete',
  'cancelled',
  'limited',
  'interrupted',
] as const;

/** `incomplete`: ended, some symbols failed; `limited`: every source pauses, to be resumed later. */
export type DownloadState = (typeof DOWNLOAD_STATES)[number];

export interface DownloadOutcome {
  download: string;
  state: DownloadState;
  symbols: UpdateOutcome[];
}

export interface DownloadSummary {
  download: string;
  kind: 'daily' | 'minutes';
  state: DownloadState;
  createdAt: string;
  updatedAt: string;
  sources: NetworkSource[];
  total: number;
  done: number;
  failed: number;
}

export interface DownloadRecord extends DownloadSummary {
  symbols: (UpdateOutcome & { state: 'waiting' | 'running' | 'done' | 'failed' })[];
}

export interface CoverageDay {
  date: string;
  bars: number;
  /** Bars of a whole session at this period. */
  expected: number;
  repaired: number;
}

export interface MinuteCoverage {
  symbol: SymbolCode;
  period: MinutePeriod;
  /** Every trading day from the first recorded one on; days of the source's window that were missed have 0 bars. */
  days: CoverageDay[];
}

export interface SourceInfo {
  name: NetworkSource;
  serves: Capability[];
  minutePeriods: MinutePeriod[];
  /** `paused`: shut us out, not asked before `pausedUntil`. */
  state: 'ready' | 'paused';
  pausedUntil: string | null;
  /** Since the engine started. */
  requests: number;
  failures: number;
  lastError: ErrorRecord | null;
  /** Milliseconds between two requests to one host, before jitter. */
  spacingMs: number;
  baseUrl: string | null;
}

export interface DownloadOutputs {
  'bars.update': DownloadOutcome;
  'minutes.update': DownloadOutcome;
  'minutes.coverage': MinuteCoverage;
  'downloads.resume': DownloadOutcome;
  'downloads.list': DownloadSummary[];
  'downloads.get': DownloadRecord;
  'downloads.remove': { removed: boolean };
  'sources.list': SourceInfo[];
  'source.test': { isReachable: boolean; latencyMs: number; note: string };
  'source.release': SourceInfo[];
}
