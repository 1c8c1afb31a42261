import type { BacktestInput, BacktestResult } from './types.ts';

export function runBacktest(_input: BacktestInput): BacktestResult {
  throw new Error('not there yet');
}
