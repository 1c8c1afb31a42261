import { assert } from '#main/lib/assert.ts';
import type { RandomBaseline } from '#shared/run.ts';
import { mean, quantile } from './moments.ts';

/**
 * Where the strategy stands among random entries of the same frequency.
 * @param totalReturn of the strategy, over the same span as the draws
 * @param drawReturns total return of each draw
 */
export function randomBaseline(
  totalReturn: number,
  drawReturns: ArrayLike<number>,
): RandomBaseline {
  assert(drawReturns.length > 0, 'at least one draw');
  const draws = Float64Array.from(drawReturns);
  return {
    draws: draws.length,
    percentile: draws.filter((value) => value < totalReturn).length / draws.length,
    meanReturn: mean(draws),
    lowReturn: quantile(draws, 0.05)!,
    medianReturn: quantile(draws, 0.5)!,
    highReturn: quantile(draws, 0.95)!,
  };
}
