import type { Costs, Metrics } from '#shared/run.ts';
import type { Trade } from '#main/backtest/types.ts';
import { mean } from './moments.ts';

export type TradeMetrics = Pick<
  Metrics,
  'winRate' | 'profitLossRatio' | 'profitFactor' | 'averageHoldingDays' | 'tradeCount'
>;

/**
 * Figures of the closed round trips. A trade wins when it earned something after all costs.
 * profitLossRatio = mean win / mean loss and profitFactor = Σ wins / Σ losses: null until both a win and a loss occurred.
 */
export function tradeMetrics(trades: readonly Trade[]): TradeMetrics {
  const profits = trades.map((trade) => trade.profit);
  const wins = profits.filter((profit) => profit > 0);
  const losses = profits.filter((profit) => profit < 0).map((profit) => -profit);
  const hasBoth = wins.length > 0 && losses.length > 0;
  return {
    tradeCount: trades.length,
    winRate: trades.length > 0 ? wins.length / trades.length : null,
    profitLossRatio: hasBoth ? mean(wins) / mean(losses) : null,
    profitFactor: hasBoth ? total(wins) / total(losses) : null,
    averageHoldingDays: trades.length > 0 ? mean(trades.map((trade) => trade.holdingDays)) : null,
  };
}

/** Yuan paid over all fills, each kind apart. */
export function totalCosts(fills: readonly Costs[]): Costs {
  return {
    commission: total(fills.map((fill) => fill.commission)),
    stampDuty: total(fills.map((fill) => fill.stampDuty)),
    transferFee: total(fills.map((fill) => fill.transferFee)),
    slippage: total(fills.map((fill) => fill.slippage)),
  };
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
