import type { OddRow } from '#main/market/finding.ts';
import type {
  AdjustFactor,
  BarColumns,
  Instrument,
  MinuteColumns,
  MinutePeriod,
  NetworkSource,
  SymbolCode,
  TradeDate,
} from '#shared/domain.ts';

export interface BarsRequest {
  symbol: SymbolCode;
  from: TradeDate;
  to: TradeDate;
}

/**
 * Raw bars as they were served, at least one; volume in shares, amount in yuan (or the market's currency).
 * Single rows may be impossible, out of turn or there twice: `inspectBars` judges them before they are stored.
 */
export interface SourceBars {
  bars: BarColumns;
  /** Rows of which a figure could not be read (it is NaN), as they came, by their index. */
  unread: ReadonlyMap<number, string>;
  /** What was put right because it was certain, in English; empty when nothing was. */
  repairs: string[];
}

export interface MinutesRequest {
  symbol: SymbolCode;
  period: MinutePeriod;
  /** Older bars are left out; all that the source keeps where it is left out. */
  from?: TradeDate;
}

/** Checked minute bars of sessions that are over, oldest first, at least one. */
export interface SourceMinutes {
  minutes: MinuteColumns;
  /** Rows that no exchange printed. */
  quarantined: OddRow[];
  repairs: string[];
}

export interface InstrumentFacts {
  name: string;
  listDate: TradeDate | null;
}

/** The state of one symbol during (or after) a session. Prices in yuan, volume in shares. */
export interface Quote {
  symbol: SymbolCode;
  name: string;
  price: number;
  prevClose: number;
  /** Null before the first trade of the day and on suspended days. */
  open: number | null;
  high: number | null;
  low: number | null;
  volume: number;
  amount: number;
  /** Exchange-local YYYYMMDDHHMM of the quote; null where the source does not say. */
  time: number | null;
}

/**
 * What one share of the day before the ex-date turns into; per share (sources print per 10), yuan
 * before tax. Known once it is announced, at the latest before the open of the ex-date.
 */
export interface Dividend {
  exDate: TradeDate;
  cash: number;
  /** New shares for one: 送股. */
  bonus: number;
  /** New shares for one: 转增. */
  transfer: number;
}

export const INSTRUMENT_GROUPS = ['shares', 'delisted', 'etf', 'index', 'hk', 'us'] as const;
export type InstrumentGroup = (typeof INSTRUMENT_GROUPS)[number];

export interface ListedInstrument extends Pick<Instrument, 'symbol' | 'name' | 'board'> {
  listDate: TradeDate | null;
  /** Whether the name carries ST today. */
  isSt: boolean;
}

/** An industry as the source groups it today; it keeps no history. */
export interface Sector {
  code: string;
  name: string;
}

/** Valuation of each session as the source computed it; NaN where it gives none. */
export interface ValueRatioColumns {
  tradeDate: Int32Array;
  close: Float64Array;
  /** Yuan. */
  marketCap: Float64Array;
  floatCap: Float64Array;
  totalShares: Float64Array;
  floatShares: Float64Array;
  /** Price over trailing, and over the last year's, earnings. */
  peTtm: Float64Array;
  pe: Float64Array;
  /** Price over book value, cash flow and sales. */
  pb: Float64Array;
  pcf: Float64Array;
  ps: Float64Array;
}

export interface ConnectionTest {
  isReachable: boolean;
  latencyMs: number;
  /** English sentence: what answered, or why nothing did. */
  note: string;
}

/**
 * A place on the network from which market data comes. A method exists where the source's entry in
 * `SOURCES` serves the capability. Every one throws SOURCE_UNREACHABLE, SOURCE_RATE_LIMITED,
 * SOURCE_BAD_DATA, INVALID_INPUT (the source cannot serve this symbol) or CANCELLED;
 * `details.upstream` names the provider that failed, `details.status` is there when it did answer.
 * SOURCE_BAD_DATA carries `isEmpty` for a reply without rows, and beside it `isAnswered` where the
 * reply shows that the source knows the symbol (there is nothing in these dates), or `isUnknown`
 * where it says that it does not. An empty reply with neither may be a limit on requests.
 */
export interface Source {
  name: NetworkSource;
  readBars: (request: BarsRequest, signal: AbortSignal) => Promise<SourceBars>;
  readMinutes?: (request: MinutesRequest, signal: AbortSignal) => Promise<SourceMinutes>;
  /** Cumulative backward factors over the whole history, oldest first. */
  readFactors?: (symbol: SymbolCode, signal: AbortSignal) => Promise<AdjustFactor[]>;
  readFacts?: (symbol: SymbolCode, signal: AbortSignal) => Promise<InstrumentFacts>;
  /** In the order asked; symbols that the source does not know are left out. */
  readSpot?: (symbols: readonly SymbolCode[], signal: AbortSignal) => Promise<Quote[]>;
  /** Every trade date of Shanghai and Shenzhen from 1990-12-19 to the end of the published year. */
  readCalendar?: (signal: AbortSignal) => Promise<Int32Array>;
  /** Sorted by symbol; whole or not at all. */
  readInstruments?: (group: InstrumentGroup, signal: AbortSignal) => Promise<ListedInstrument[]>;
  /** Today's constituents of an index, sorted; whole or not at all. */
  readMembers?: (index: SymbolCode, signal: AbortSignal) => Promise<SymbolCode[]>;
  readSectors?: (signal: AbortSignal) => Promise<Sector[]>;
  /** Today's members of a sector by its code, sorted. */
  readSectorMembers?: (code: string, signal: AbortSignal) => Promise<SymbolCode[]>;
  /** Oldest first; those announced but not carried out yet are left out. Empty = the source says none. */
  readDividends?: (symbol: SymbolCode, signal: AbortSignal) => Promise<Dividend[]>;
  readValueRatios?: (symbol: SymbolCode, signal: AbortSignal) => Promise<ValueRatioColumns>;
  /** Does not throw for a source that is away. */
  testConnection: (signal: AbortSignal) => Promise<ConnectionTest>;
}
