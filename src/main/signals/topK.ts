import type { SelectionSettings } from '#shared/selectionSettings.ts';
import { Rankings } from './ranking.ts';
import type { Ranking } from './ranking.ts';
import { rankWeights } from './rankWeights.ts';
import { rebalance } from './rebalance.ts';
import type { Scores } from './scores.ts';
import type { Strategy } from './strategy.ts';

export type TopKSettings = Pick<SelectionSettings, 'holdCount' | 'weighting' | 'positionCap'> &
  Pace;
/** By days where nothing else is said. */
type Pace = Pick<SelectionSettings, 'holdDays'> & Partial<Pick<SelectionSettings, 'rebalance'>>;

/**
 * Rebalances to what `weigh` makes of a ranking: every `holdDays` closes from the first ranking on, or at the
 * first close with a ranking of each month.
 */
export function createRebalancing(
  scores: Scores,
  { holdDays, rebalance: pace }: Pace,
  weigh: (ranking: Ranking) => Map<number, number>,
): Strategy {
  const rankings = new Rankings(scores);
  let day = 0;
  let done = 0;
  return {
    onClose(market) {
      const ranking = rankings.at(market);
      if (ranking === null && day === 0) return;
      const month = Math.floor(market.tradeDate / 100);
      const isDue = pace === 'months' ? month !== done : day % holdDays === 0;
      day++;
      if (ranking === null || !isDue) return;
      done = month;
      rebalance(market, weigh(ranking));
    },
  };
}

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
