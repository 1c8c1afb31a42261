import type {
  DailySeries,
  Instrument,
  MarkerKind,
  RejectionReason,
  Side,
  SymbolCode,
  TradeDate,
} from '#shared/domain.ts';
import type { Costs } from '#shared/run.ts';
import type { LimitedClose, Strategy } from '#main/signals/strategy.ts';

export type { LimitedClose };

export interface TradingCosts {
  /** Share of the value, both sides. */
  commission: number;
  /** Yuan a fill. */
  minCommission: number;
  /** Share of the price lost on each side. */
  slippage: number;
  /** Share of a day's volume that the account may take; 1 = no cap. */
  volumeCap: number;
}

/** Shares held before the run, sellable from its first day. */
export interface BasePosition {
  symbol: SymbolCode;
  shares: number;
  /** Yuan a share, at the footing of the first day; 0 = unknown: the first open is taken. */
  cost: number;
}

export type RuleSet = 'exchange' | 'plain' | 'document';

export interface BacktestInput {
  /** Raw bars. Bars before `from` are history the strategy may read; nothing after `to` is used. */
  series: readonly DailySeries[];
  /** One for each series, found by symbol. */
  instruments: readonly Instrument[];
  from: TradeDate;
  to: TradeDate;
  strategy: Strategy;
  /** Yuan. */
  cash: number;
  base?: readonly BasePosition[];
  costs: TradingCosts;
  /**
   * `plain`: no exchange rules, dividends, slippage, cap, minimum or rounding to fen. `document`: as the
   * published selection systems assume, see createDocumentRules.
   */
  rules: RuleSet;
  /** `any`: no lots and no minimum commission, for baselines that a small account could not hold. */
  shares?: 'lots' | 'any';
}

export interface Fill extends Costs {
  tradeDate: TradeDate;
  symbol: SymbolCode;
  side: Side;
  /** Raw yuan a share, slippage included. */
  price: number;
  shares: number;
}

/** One sell against one purchase it closes (first in, first out). */
export interface Trade {
  symbol: SymbolCode;
  entryDate: TradeDate;
  exitDate: TradeDate;
  /** Raw yuan as paid that day; a base position's cost. */
  entryPrice: number;
  exitPrice: number;
  /** As sold: bonus shares since the entry included. */
  shares: number;
  /** Yuan after all costs and taxes, dividends included. */
  profit: number;
  /** profit / yuan paid, costs included. */
  return: number;
  /** Trade dates of the run between entry and exit. */
  holdingDays: number;
  exitKind: MarkerKind;
  entryProbability: number | null;
  isBase: boolean;
}

export interface Rejection {
  /** The day on which the order was refused. */
  tradeDate: TradeDate;
  symbol: SymbolCode;
  side: Side;
  shares: number;
  kind: MarkerKind;
  reason: RejectionReason;
}

export interface Marker {
  tradeDate: TradeDate;
  symbol: SymbolCode;
  kind: MarkerKind;
  price: number;
  shares: number;
  reason: string;
  probability: number | null;
}

/** What an ex-date, or the tax on it at a later sale, did to the account. */
export interface Dividend {
  tradeDate: TradeDate;
  symbol: SymbolCode;
  kind: 'exRights' | 'tax';
  /** Yuan; negative for tax. */
  cash: number;
  /** Shares added to (or taken from) the position. */
  shares: number;
}

/** Part of a position at the end of a run. */
export interface OpenLot {
  symbol: SymbolCode;
  shares: number;
  entryDate: TradeDate;
  entryPrice: number;
  /** Yuan, buying costs included. */
  paid: number;
  /** Yuan received on it so far, before tax. */
  dividends: number;
  isBase: boolean;
}

export interface BacktestResult {
  /** Every trade date of any series within from..to; the columns below have its length. */
  dates: Int32Array;
  /** Yuan at each close: cash + positionValue. */
  equity: Float64Array;
  cash: Float64Array;
  positionValue: Float64Array;
  /** Cash, and the base position at its first open. */
  initialEquity: number;
  fills: Fill[];
  trades: Trade[];
  rejections: Rejection[];
  markers: Marker[];
  dividends: Dividend[];
  openLots: OpenLot[];
  /** Days on which a stop and a target were both touched and the worse one was taken. */
  ambiguousDays: number;
  costs: Costs;
  /** Symbols still held whose bars end before the run does: valued at their last close. */
  endedSeries: { symbol: SymbolCode; lastDate: TradeDate }[];
  /** Closes at which risk control held the account down; left out without it. */
  limits?: readonly LimitedClose[];
}
