import type { MarkerKind, RejectionReason, Side, SymbolCode, TradeDate } from '#shared/domain.ts';
import type { Costs } from '#shared/run.ts';

/** One executed part of an order; costs in yuan, price raw and with slippage. */
export interface AccountFill extends Costs {
  tradeDate: TradeDate;
  symbol: SymbolCode;
  side: Side;
  price: number;
  shares: number;
}

/** One closed round trip. `profit` in yuan after all costs; `holdingDays` in trading days. */
export interface AccountTrade {
  symbol: SymbolCode;
  entryDate: TradeDate;
  exitDate: TradeDate;
  entryPrice: number;
  exitPrice: number;
  shares: number;
  profit: number;
  return: number;
  holdingDays: number;
  exitKind: MarkerKind;
  entryProbability: number | null;
}

export interface AccountRejection {
  tradeDate: TradeDate;
  symbol: SymbolCode;
  side: Side;
  shares: number;
  reason: RejectionReason;
}

export interface AccountMarker {
  tradeDate: TradeDate;
  symbol: SymbolCode;
  kind: MarkerKind;
  price: number;
  shares: number;
  reason: string;
  probability: number | null;
}

/** What the report reads of one backtest: one value a trading day, oldest first, and what happened. */
export interface AccountHistory {
  dates: Int32Array;
  /** Yuan at each close. */
  equity: Float64Array;
  /** Non-zero on days that end with shares held. */
  held: ArrayLike<number>;
  fills: readonly AccountFill[];
  trades: readonly AccountTrade[];
  rejections: readonly AccountRejection[];
  markers: readonly AccountMarker[];
  /** Days on which a stop and a target were both touched and the worse one was taken. */
  ambiguousDays: number;
}
