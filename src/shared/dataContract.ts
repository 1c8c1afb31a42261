import { z } from 'zod';
import { ADJUSTS, MINUTE_PERIODS, NETWORK_SOURCES, PERIODS } from './domain.ts';
import type {
  Capability,
  Instrument,
  MinutePeriod,
  NetworkSource,
  SourceName,
  SymbolCode,
} from './domain.ts';
import type { ErrorRecord } from './errors.ts';
import { dateSchema } from './run.ts';
import type { RuleRow } from './rules.ts';
import { symbolSchema } from './symbolSchema.ts';

const empty = z.strictObject({});
const symbols = z.array(symbolSchema).min(1, 'name at least one symbol').max(6000);
const sources = z.array(z.enum(NETWORK_SOURCES)).min(1, 'name at least one source').max(4);
const downloadIdSchema = z.string().regex(/^[a-z0-9-]{4,64}$/, 'not the name of a download');
const minutePeriod = z.literal(MINUTE_PERIODS);
const period = z.literal(PERIODS);
const path = z.string().min(1, 'name a file or a folder').max(4096);

export const OVERLAYS = ['ma', 'boll', 'macd', 'rsi', 'kdj'] as const;
export type Overlay = (typeof OVERLAYS)[number];

export const FINDING_KINDS = [
  'gap',
  'jump',
  'suspended',
  'stale',
  'badBar',
  'unit',
  'wrongSymbol',
  'factorMismatch',
  'correction',
  'repairedOpen',
  'minuteMismatch',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];
export const SEVERITIES = ['info', 'warning', 'error'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Bars, sources, downloads, instruments and the database itself. */
export const dataInputs = {
  /** Those with bars or minutes; `isWhole`: also those of the sources' lists without any. */
  'instruments.list': z.strictObject({ isWhole: z.boolean().default(false) }),
  /** By code, name or pinyin initials; best first. */
  'instruments.search': z.strictObject({
    text: z.string().max(50),
    limit: z.number().int().min(1).max(200).default(20),
  }),
  /** Refreshes lists that sources keep: names and boards, CSI 300 members, sectors, ST. */
  'instruments.update': z.strictObject({
    sources: sources.optional(),
    parts: z
      .array(z.enum(['list', 'members', 'sectors', 'st']))
      .min(1)
      .default(['list', 'members']),
  }),
  /** The last stored members of an index. */
  'members.get': z.strictObject({ index: symbolSchema.default('000300.SH') }),
  'calendar.get': z.strictObject({ from: dateSchema, to: dateSchema }),
  'calendar.update': z.strictObject({ sources: sources.optional() }),
  'watchlist.get': empty,
  /** Replaces the whole list, in this order. */
  'watchlist.set': z.strictObject({
    entries: z
      .array(
        z.strictObject({
          symbol: symbolSchema,
          baseShares: z.number().int().min(0).max(1e10).default(0),
          baseCost: z.number().min(0).max(1e6).default(0),
          note: z.string().max(500).default(''),
        }),
      )
      .max(500),
  }),
  'bars.view': z.strictObject({
    symbol: symbolSchema,
    period,
    adjust: z.enum(ADJUSTS),
    from: dateSchema.optional(),
    to: dateSchema.optional(),
    overlays: z.array(z.enum(OVERLAYS)),
  }),
  'bars.remove': z.strictObject({ symbol: symbolSchema }),
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
  'bars.import': z.strictObject({
    files: z
      .array(z.strictObject({ name: z.string().min(1).max(255), base64: z.base64() }))
      .min(1)
      .max(6000),
    symbol: symbolSchema.optional(),
  }),
  'bars.importPaths': z.strictObject({
    paths: z.array(path).min(1),
    symbol: symbolSchema.optional(),
  }),
  /** Raw bars with factors as CSV, one file a symbol, into a folder of the engine's machine. */
  'bars.export': z.strictObject({
    symbols,
    folder: path,
    minutes: z.array(minutePeriod).default([]),
  }),
  /** The same as text, for a window that saves files itself. */
  'bars.exportText': z.strictObject({
    symbol: symbolSchema,
    period: period.default('day'),
  }),
  'health.list': z.strictObject({
    symbol: symbolSchema.optional(),
    state: z.enum(['open', 'all']).default('open'),
  }),
  /** Looks at stored bars again. */
  'health.check': z.strictObject({ symbols: symbols.optional() }),
  'health.dismiss': z.strictObject({ findings: z.array(z.number().int()).min(1).max(10_000) }),
  'quarantine.list': z.strictObject({ symbol: symbolSchema.optional() }),
  /** The exchanges' dated rules as the app knows them. */
  'rulebook.get': empty,
  'sources.list': empty,
  'source.test': z.strictObject({ source: z.enum(NETWORK_SOURCES), url: z.url().optional() }),
  /** Ends the pause of a source that was marked as limited. */
  'source.release': z.strictObject({ source: z.enum(NETWORK_SOURCES) }),
  'spot.get': empty,
  'spot.refresh': empty,
  'store.backup': z.strictObject({ file: path }),
  'store.restore': z.strictObject({ file: path }),
  'store.check': empty,
} as const;

/** Methods above that take long, report progress and are listed by `jobs.list`. */
export const DATA_JOBS = [
  'instruments.update',
  'calendar.update',
  'bars.update',
  'minutes.update',
  'downloads.resume',
  'bars.import',
  'bars.importPaths',
  'bars.export',
  'health.check',
  'spot.refresh',
  'store.backup',
  'store.restore',
  'store.check',
] as const satisfies readonly (keyof typeof dataInputs)[];

export interface Finding {
  id: number;
  symbol: SymbolCode;
  /** YYYY-MM-DD */
  date: string;
  kind: FindingKind;
  severity: Severity;
  /** English, with figures. */
  note: string;
  source: SourceName | null;
  /** ISO time. */
  foundAt: string;
  state: 'open' | 'dismissed';
}

export interface QuarantinedRow {
  id: number;
  symbol: SymbolCode;
  source: SourceName;
  date: string;
  /** As it came. */
  row: string;
  problem: string;
  at: string;
}

/** One symbol on the data page. Dates YYYY-MM-DD. */
export interface InstrumentSummary extends Instrument {
  barCount: number;
  firstDate: string | null;
  lastDate: string | null;
  /** Where the newest bars came from, and when (ISO time). */
  source: string | null;
  updatedAt: string | null;
  /** What looks wrong and was not dismissed. */
  findings: { date: string; kind: FindingKind; severity: Severity; note: string }[];
  /** Stored minute periods. */
  minutes: MinutePeriod[];
}

/** Columns for the K-line; null = no value at that bar. Dates `YYYY-MM-DD`, minutes `YYYY-MM-DD HH:MM`. */
export interface BarsView {
  symbol: SymbolCode;
  name: string;
  isSimulated: boolean;
  dates: string[];
  open: number[];
  high: number[];
  low: number[];
  close: number[];
  volume: number[];
  /** null where the source gave none. */
  amount: (number | null)[];
  indicators: Record<string, (number | null)[]>;
}

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

export interface DownloadOutcome {
  download: string;
  state: DownloadState;
  symbols: UpdateOutcome[];
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

export interface ImportOutcome {
  file: string;
  symbol: SymbolCode | null;
  added: number;
  changed: number;
  quarantined: number;
  /** Why the file was passed over (holds no bars), or what stopped it. */
  skipped: string | null;
  error: ErrorRecord | null;
}

export interface WatchlistEntry {
  symbol: SymbolCode;
  name: string;
  baseShares: number;
  baseCost: number;
  note: string;
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

export interface SpotQuote {
  symbol: SymbolCode;
  name: string;
  price: number | null;
  previousClose: number | null;
  open: number | null;
  high: number | null;
  low: number | null;
  /** Shares. */
  volume: number | null;
  amount: number | null;
}
export interface SpotSnapshot {
  quotes: SpotQuote[];
  source: NetworkSource | null;
  /** ISO time at which the reply came; null before the first. */
  receivedAt: string | null;
  isSession: boolean;
}

export interface StoreCheck {
  isHealthy: boolean;
  /** English lines: what was looked at, what is wrong, what to do. */
  lines: string[];
}

/** Output of each method above. */
export interface DataOutputs {
  'instruments.list': InstrumentSummary[];
  'instruments.search': Instrument[];
  'instruments.update': { part: string; count: number; error: ErrorRecord | null }[];
  /** `snapshotDate` is null where the members were never read. */
  'members.get': { snapshotDate: string | null; symbols: SymbolCode[] };
  'calendar.get': { dates: string[]; source: SourceName | null; updatedAt: string | null };
  'calendar.update': { days: number; from: string; to: string };
  'watchlist.get': WatchlistEntry[];
  'watchlist.set': WatchlistEntry[];
  'bars.view': BarsView;
  'bars.remove': { removed: number };
  'bars.update': DownloadOutcome;
  'minutes.update': DownloadOutcome;
  'minutes.coverage': MinuteCoverage;
  'downloads.resume': DownloadOutcome;
  'downloads.list': DownloadSummary[];
  'downloads.get': DownloadRecord;
  'downloads.remove': { removed: boolean };
  'bars.import': ImportOutcome[];
  'bars.importPaths': ImportOutcome[];
  'bars.export': { files: string[] };
  'bars.exportText': { name: string; text: string };
  'health.list': Finding[];
  'health.check': { checked: number; findings: number };
  'health.dismiss': { dismissed: number };
  'quarantine.list': QuarantinedRow[];
  'rulebook.get': RuleRow[];
  'sources.list': SourceInfo[];
  'source.test': { isReachable: boolean; latencyMs: number; note: string };
  'source.release': SourceInfo[];
  'spot.get': SpotSnapshot;
  'spot.refresh': SpotSnapshot;
  'store.backup': { file: string; bytes: number };
  'store.restore': { file: string; before: string };
  'store.check': StoreCheck;
}
