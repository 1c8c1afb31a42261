import type { SelectionSettings } from '#shared/selectionSettings.ts';
import { Rankings } from './ranking.ts';
import type { Ranking } from './ranking.ts';
import { rankWeights } from './rankWeights.ts';
import { rebalance } from './rebalance.ts';
import type { Scores } from './scores.ts';
import type { Strategy } from './strategy.ts';

export type TopKSettings = Pick<
  SelectionSettings,
  'holdCount' | 'weighting' | 'holdDays' | 'positionCap'
>;

/** Rebalances to what `weigh` makes of a ranking, every `holdDays` closes from the first ranking on. */
function createRebalancing(
  scores: Scores,
  holdDays: number,
  weigh: (ranking: Ranking) => Map<number, number>,
): Strategy {
  const rankings = new Rankings(scores);
  let day = 0;
  return {
    onClose(market) {
      const ranking = rankings.at(market);
      if (ranking === null && day === 0) return;
      const isDue = day % holdDays === 0;
      day++;
      if (ranking !== null && isDue) rebalance(market, weigh(ranking));
    },
  };
}

/**
 * Holds the `holdCount` best that may be bought, weighted as set and at most `positionCap` each; only
 * differences are traded, sells before buys at the next open.
 */
export function topK(settings: TopKSettings, scores: Scores): Strategy {
  return createRebalancing(scores, settings.holdDays, ({ buyable }) => {
    const best = buyable.slice(0, settings.holdCount);
    const weights = rankWeights(best.length, settings.weighting);
    return new Map(best.map((symbol, i) => [symbol, Math.min(weights[i], settings.positionCap)]));
  });
}

/**
 * Holds everything that may be bought in equal parts, rebalanced as often as the strategy. Bought in the
 * market's order: what cash does not reach is not for the scores to say.
 */
export function equalWeight(
  { holdDays }: Pick<TopKSettings, 'holdDays'>,
  scores: Scores,
): Strategy {
  return createRebalancing(
    scores,
    holdDays,
    ({ buyable }) =>
      new Map([...buyable].sort((a, b) => a - b).map((symbol) => [symbol, 1 / buyable.length])),
  );
}
