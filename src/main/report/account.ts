import type { BacktestResult } from '#main/backtest/types.ts';

/** What the report reads of one backtest: one value a trading day, oldest first, and what happened. */
export type AccountHistory = Pick<
  BacktestResult,
  | 'dates'
  | 'equity'
  | 'positionValue'
  | 'fills'
  | 'trades'
  | 'rejections'
  | 'markers'
  | 'ambiguousDays'
  | 'limits'
>;
