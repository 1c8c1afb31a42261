import { z } from 'zod';
import { ADJUSTS, PERIODS } from './domain.ts';
import type { Instrument, MinutePeriod, NetworkSource, SourceName, SymbolCode } from './domain.ts';
import type { ErrorRecord } from './errors.ts';
import { sources } from './namedLists.ts';
import { dateSchema } from './run.ts';
import { symbolSchema } from './symbolSchema.ts';
import type { FindingKind, Severity } from './upkeepContract.ts';

/** What `instruments.update` can refresh. */
export const INSTRUMENT_PARTS = ['list', 'members', 'sectors', 'st', 'ratios'] as const;

const empty = z.strictObject({});
const period = z.literal(PERIODS);

export const OVERLAYS = ['ma', 'boll', 'macd', 'rsi', 'kdj'] as const;
export type Overlay = (typeof OVERLAYS)[number];

/** Instruments, their lists, their bars as they are shown, and prices of the moment. */
export const instrumentInputs = {
  /** Those with bars or minutes; `isWhole`: also those of the sources' lists without any. */
  'instruments.list': z.strictObject({ isWhole: z.boolean().default(false) }),
  /** By code, name or pinyin initials; best first. */
  'instruments.search': z.strictObject({
    text: z.string().max(50),
    limit: z.number().int().min(1).max(200).default(20),
  }),
  /** Refreshes lists that sources keep: names and boards, CSI 300 members, sectors, ST; value ratios of stored shares. */
  'instruments.update': z.strictObject({
    sources: sources.optional(),
    parts: z.array(z.enum(INSTRUMENT_PARTS)).min(1).default(['list', 'members']),
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
  'spot.get': empty,
  'spot.refresh': empty,
} as const;

export const INSTRUMENT_JOBS = [
  'instruments.update',
  'calendar.update',
  'spot.refresh',
] as const satisfies readonly (keyof typeof instrumentInputs)[];

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

export interface WatchlistEntry {
  symbol: SymbolCode;
  name: string;
  baseShares: number;
  baseCost: number;
  note: string;
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

export interface InstrumentOutputs {
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
  'spot.get': SpotSnapshot;
  'spot.refresh': SpotSnapshot;
}
