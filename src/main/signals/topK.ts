import type { SelectionSettings } from '#shared/selectionSettings.ts';
import { rankWeights } from './rankWeights.ts';
import { createRebalancing } from './rebalancing.ts';
import type { Pace } from './rebalancing.ts';
import type { Scores } from './scores.ts';
import type { Strategy } from './strategy.ts';

export type TopKSettings = Pick<SelectionSettings, 'holdCount' | 'weighting' | 'positionCap'> &
  Pace;

/**
 * Holds the `holdCount` best that may be bought, weighted as set and at most `positionCap` each; only
 * differences are traded, sells before buys at the next open.
 */
export function topK(settings: TopKSettings, scores: Scores): Strategy {
  return createRebalancing(scores, settings, ({ buyable }) => {
    const best = buyable.slice(0, settings.holdCount);
    const weights = rankWeights(best.length, settings.weighting);
    return new Map(best.map((symbol, i) => [symbol, Math.min(weights[i], settings.positionCap)]));
  });
}

/**
 * Holds everything that may be bought in equal parts, rebalanced as often as the strategy. Bought in the
 * market's order: what cash does not reach is not for the scores to say.
 */
export function equalWeight(settings: Pace, scores: Scores): Strategy {
  return createRebalancing(
    scores,
    settings,
    ({ buyable }) =>
      new Map([...buyable].sort((a, b) => a - b).map((symbol) => [symbol, 1 / buyable.length])),
  );
}
