import type { Fill } from '#main/backtest/types.ts';
import { assert } from '#main/lib/assert.ts';
import type { TradeDate } from '#shared/domain.ts';
import type { Metrics, SpanMetrics } from '#shared/run.ts';
import type { AccountHistory } from './account.ts';
import { benchmarkMetrics } from './benchmark.ts';
import { dailyReturns, deepest, drawdownSeries, longestUnderWater } from './equity.ts';
import {
  excessKurtosis,
  isDispersed,
  mean,
  quantile,
  sampleDeviation,
  skewness,
} from './moments.ts';
import { totalCosts, tradeMetrics } from './tradeMetrics.ts';

/** Trading days counted as a year. */
const YEAR_DAYS = 252;

export type MetricsInput = Pick<
  AccountHistory,
  'dates' | 'equity' | 'positionValue' | 'fills' | 'trades'
> & {
  /** Benchmark closes on the same dates, NaN where it has none; absent: no alpha, beta, information ratio. */
  benchmark?: Float64Array | null;
};

/**
 * Every figure of one equity curve; definitions in docs/metrics.md.
 * Returns start from the first day's equity, so a span of n days has n − 1 of them. What is undefined is null.
 */
export function computeMetrics(input: MetricsInput): Metrics {
  const { dates, equity, benchmark = null } = input;
  assert(
    dates.length > 0 && dates.length === equity.length,
    'one equity value a date, at least one',
  );
  assert(input.positionValue.length === dates.length, 'one position value a date');
  assert(!benchmark || benchmark.length === dates.length, 'one benchmark value a date');
  assert(equity[0] > 0, 'equity starts above 0');
  const returns = dailyReturns(equity);
  const drawdown = drawdownSeries(equity);
  const totalReturn = equity[equity.length - 1] / equity[0] - 1;
  const annual = annualReturn(totalReturn, returns.length);
  const maxDrawdown = deepest(drawdown);
  return {
    finalEquity: equity[equity.length - 1],
    totalReturn,
    annualReturn: annual,
    ...returnMetrics(returns),
    calmar: maxDrawdown < 0 ? annual / -maxDrawdown : null,
    maxDrawdown,
    maxDrawdownDays: longestUnderWater(drawdown),
    ...benchmarkMetrics(returns, benchmark, YEAR_DAYS),
    exposure: heldShare(input.positionValue),
    turnover: annualTurnover(input.fills, equity, returns.length),
    ...tradeMetrics(input.trades),
    costs: totalCosts(input.fills),
  };
}

/**
 * The whole span and the part from the first prediction on, which starts from that day's close:
 * what was dealt earlier that day belongs to the time before.
 * Equity of the part is rebased to the whole's start; costs stay the yuan really paid.
 */
export function computeSpanMetrics(input: MetricsInput, predictedFrom: TradeDate): SpanMetrics {
  const whole = computeMetrics(input);
  const start = input.dates.findIndex((date) => date >= predictedFrom);
  assert(start >= 0, 'the first prediction lies within the span');
  const predicted = computeMetrics({
    dates: input.dates.subarray(start),
    equity: input.equity.subarray(start),
    positionValue: input.positionValue.subarray(start),
    fills: input.fills.filter((fill) => fill.tradeDate > input.dates[start]),
    trades: input.trades.filter((trade) => trade.exitDate > input.dates[start]),
    benchmark: input.benchmark?.subarray(start) ?? null,
  });
  const rebase = input.equity[0] / input.equity[start];
  return { whole, predicted: { ...predicted, finalEquity: predicted.finalEquity * rebase } };
}

/** (1 + total)^(year / days) − 1; nothing earned over no days, all lost when nothing is left. */
function annualReturn(totalReturn: number, days: number): number {
  if (days === 0) return 0;
  if (totalReturn <= -1) return -1;
  return (1 + totalReturn) ** (YEAR_DAYS / days) - 1;
}

function returnMetrics(returns: Float64Array) {
  const deviation = sampleDeviation(returns);
  const downside = Math.sqrt(mean(returns.map((value) => Math.min(value, 0) ** 2)));
  const yearly = Math.sqrt(YEAR_DAYS);
  return {
    volatility: deviation === null ? null : deviation * yearly,
    sharpe: isDispersed(deviation, returns) ? (mean(returns) / deviation) * yearly : null,
    sortino: downside > 0 ? (mean(returns) / downside) * yearly : null,
    skew: skewness(returns),
    kurtosis: excessKurtosis(returns),
    valueAtRisk5: quantile(returns, 0.05),
  };
}

const heldShare = (positionValue: Float64Array): number =>
  positionValue.filter((value) => value !== 0).length / positionValue.length;

/** Half of all bought and sold value over the mean equity, a year. */
function annualTurnover(fills: readonly Fill[], equity: Float64Array, days: number): number {
  if (days === 0) return 0;
  const traded = fills.reduce((sum, fill) => sum + fill.price * fill.shares, 0);
  return traded / 2 / mean(equity) / (days / YEAR_DAYS);
}
