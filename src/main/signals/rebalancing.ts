import type { SelectionSettings } from '#shared/selectionSettings.ts';
import { Rankings } from './ranking.ts';
import type { Ranking } from './ranking.ts';
import { rebalance } from './rebalance.ts';
import type { Scores } from './scores.ts';
import type { Strategy } from './strategy.ts';

/** By days where nothing else is said. */
export type Pace = Pick<SelectionSettings, 'holdDays'> &
  Partial<Pick<SelectionSettings, 'rebalance'>>;

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
