/** The words of the house; docs/ARCHITECTURE.md defines each. */

/** Exchange always present: `600519.SH`, `000001.SZ`, `430047.BJ`, `00700.HK`, `AAPL.US`. */
export type SymbolCode = string;

/** Exchange-local day as an integer, `20260105`. */
export type TradeDate = number;

export type Exchange = 'SH' | 'SZ' | 'BJ' | 'HK' | 'US';
/** `hk` and `us` are for looking at only: no rulebook covers them. */
export const BOARDS = ['main', 'chinext', 'star', 'bse', 'etf', 'index', 'hk', 'us'] as const;
export type Board = (typeof BOARDS)[number];
export const ADJUSTS = ['none', 'forward', 'backward'] as const;
export type Adjust = (typeof ADJUSTS)[number];
/** Minutes in a bar. */
export const MINUTE_PERIODS = [1, 5, 15, 30, 60] as const;
export type MinutePeriod = (typeof MINUTE_PERIODS)[number];
export const PERIODS = [...MINUTE_PERIODS, 'day', 'week', 'month'] as const;
export type Period = (typeof PERIODS)[number];
export type Side = 'buy' | 'sell';
/** Sources that are asked over the network, in the order in which they are tried by default. */
export const NETWORK_SOURCES = ['eastmoney', 'tencent', 'sina', 'aktools'] as const;
export type NetworkSource = (typeof NETWORK_SOURCES)[number];
export type SourceName = NetworkSource | 'csv' | 'simulated';
/** What a source may serve. */
export const CAPABILITIES = [
  'daily',
  'minute',
  'index',
  'etf',
  'hk',
  'us',
  'spot',
  'facts',
  'calendar',
  'dividends',
  'factors',
  'instruments',
  'members',
  'sectors',
  'valueRatios',
] as const;
export type Capability = (typeof CAPABILITIES)[number];

export interface Instrument {
  symbol: SymbolCode;
  name: string;
  board: Board;
  listDate: TradeDate | null;
  delistDate: TradeDate | null;
  /** Made by the simulated market: labelled 模拟数据 wherever it is shown. */
  isSimulated: boolean;
}

/** Raw daily bars of one symbol, oldest first. Prices in yuan, volume in shares (0 = suspended), amount NaN where no source gave it. */
export interface BarColumns {
  tradeDate: Int32Array;
  open: Float64Array;
  high: Float64Array;
  low: Float64Array;
  close: Float64Array;
  volume: Float64Array;
  amount: Float64Array;
}

/** Raw minute bars of one symbol and period, oldest first; units as for daily bars. */
export interface MinuteColumns {
  /** Exchange-local end of the bar as YYYYMMDDHHMM, 202601050935: a safe integer. */
  time: Float64Array;
  open: Float64Array;
  high: Float64Array;
  low: Float64Array;
  close: Float64Array;
  volume: Float64Array;
  amount: Float64Array;
  /** 1 where the source sent an open of 0 and another price stands in its place. */
  isRepaired: Uint8Array;
}

/** Raw bars with what a dated decision needs beside them. */
export interface DailySeries extends BarColumns {
  symbol: SymbolCode;
  /** Cumulative backward-adjust factor in force on each bar; adjusted price = raw × factor / anchor's factor. */
  factor: Float64Array;
  /** 1 where the exchange had the symbol under ST on that bar. */
  isSt: Uint8Array;
}

/** A factor holds from its date on, until the next one. */
export interface AdjustFactor {
  tradeDate: TradeDate;
  factor: number;
}

export const REJECTION_REASONS = [
  'limitUp',
  'limitDown',
  'suspended',
  'noCash',
  'notSellable',
  'belowLot',
  'volumeCap',
] as const;
export type RejectionReason = (typeof REJECTION_REASONS)[number];

export const MARKER_KINDS = [
  'buy',
  'sell',
  'reduce',
  'stopLoss',
  'takeProfit',
  'trailingStop',
] as const;
export type MarkerKind = (typeof MARKER_KINDS)[number];

export { MODEL_KINDS } from './models.ts';
export type { ModelKind } from './models.ts';
