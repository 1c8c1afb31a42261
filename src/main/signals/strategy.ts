import type { RiskKind } from '#shared/confidence.ts';
import type { MarkerKind, Side, SymbolCode, TradeDate } from '#shared/domain.ts';

/** A decision of one close, carried out on the next day. `symbol` is an index into `Market.symbols`. */
export interface Order {
  symbol: number;
  side: Side;
  /** At which of the next day's prices; the open where it is left out. */
  at?: 'open' | 'close';
  /**
   * Above 0, rounded down to what may be traded; a sell of more than is sellable (`Infinity` =
   * everything) sells what is sellable.
   */
  shares: number;
  kind: MarkerKind;
  /** Why, with its figures: `probability 0.71 >= 0.65`. */
  reason: string;
  /** Known at the close of the decision. */
  probability: number | null;
}

/**
 * A sell order resting in the market during the next day only.
 * `below` is a stop: triggered when the price falls to the level. `above` is a limit order.
 */
export interface RestingExit {
  symbol: number;
  trigger: 'below' | 'above';
  /** Backward-adjusted yuan (raw price × factor), so that an ex-date in between does not trigger it. */
  adjustedLevel: number;
  shares: number;
  kind: MarkerKind;
  reason: string;
  probability: number | null;
}

/**
 * What is known at one close. Symbols are indices into `symbols`; `ago` counts that symbol's own
 * bars back from its latest. Asking for a later bar is an error of the strategy and throws;
 * asking for a bar before the first gives NaN.
 */
export interface Market {
  readonly symbols: readonly SymbolCode[];
  readonly tradeDate: TradeDate;
  /** Yuan. */
  readonly cash: number;
  /** Cash and positions at this close, yuan. */
  readonly equity: number;
  /** Whether the symbol has a bar with volume today. */
  isTrading(symbol: number): boolean;
  /** Bars known so far, today's included. */
  barCount(symbol: number): number;
  open(symbol: number, ago?: number): number;
  high(symbol: number, ago?: number): number;
  low(symbol: number, ago?: number): number;
  close(symbol: number, ago?: number): number;
  /** Shares. */
  volume(symbol: number, ago?: number): number;
  /** Cumulative backward-adjust factor. */
  factor(symbol: number, ago?: number): number;
  /** Shares held after today. */
  shares(symbol: number): number;
  /** Of which today's rules would still let be sold today. */
  sellable(symbol: number): number;
  /** Yuan a share paid on average for what is held, buying costs included; NaN when flat. */
  averageCost(symbol: number): number;
  /** Whole lots only, rounded down to what may be bought; 0 when below the smallest order. */
  toLot(symbol: number, shares: number): number;
  /** Carried out on the symbol's next day: at the open, sells before buys, else in the order given; then at the close. */
  order(order: Order): void;
  rest(exit: RestingExit): void;
}

/** What became of an order or a resting exit, told to the strategy during that day. */
export interface Execution {
  symbol: number;
  tradeDate: TradeDate;
  side: Side;
  kind: MarkerKind;
  /** Raw yuan, slippage included. */
  price: number;
  /** price × factor of the day. */
  adjustedPrice: number;
  shares: number;
}

/** Called once for each trade date of a run, after its close. Holds state: one object for each run. */
export interface Strategy {
  onClose(market: Market): void;
  onFill?(execution: Execution): void;
  /** Closes so far at which risk control held it down, oldest first; left out where there is none. */
  readonly limits?: readonly LimitedClose[];
}

/** A close at which no more than `exposure` of equity might be held. */
export interface LimitedClose {
  tradeDate: TradeDate;
  kind: RiskKind;
  /** Drawdown or volatility at that close, and what it may be. */
  value: number;
  threshold: number;
  exposure: number;
}

/** Probabilities of one symbol, each known at the close of its date; oldest first. */
export interface Predictions {
  symbol: SymbolCode;
  tradeDate: Int32Array;
  probability: Float64Array;
  /** One a probability, known with it; where one is left out, no condition on it is met. */
  doubts?: PredictionDoubts;
}

/** How much is to be thought of each prediction; NaN where it is not known. */
export interface PredictionDoubts {
  /** Lower end of the 90% band. */
  lower?: ArrayLike<number>;
  /** 1 / (1 + variance of the passes with dropout on). */
  confidence?: ArrayLike<number>;
  /** Share of the training windows that lie nearer to their middle. */
  distance?: ArrayLike<number>;
}
