import type { SelectionSettings } from '#shared/selectionSettings.ts';
import { Rankings } from './ranking.ts';
import { rankWeights } from './rankWeights.ts';
import type { Scores } from './scores.ts';
import type { Market, Strategy } from './strategy.ts';

export type RotationSettings = Pick<
  SelectionSettings,
  'holdCount' | 'weighting' | 'holdDays' | 'positionCap'
>;

/** Once the account is built up, a day may spend this many times its slice to use what was left over. */
const CATCH_UP = 1.5;

const valueOf = (market: Market, symbol: number): number =>
  market.shares(symbol) === 0 ? 0 : market.shares(symbol) * market.close(symbol);

/**
 * The published staging and rotation rule. Each close spends about equity / holdDays: in the first
 * `holdDays` closes at most that slice and nothing is sold, later up to 1.5 slices of the cash at hand,
 * and the worst ranked positions are sold until the cash left over makes up a slice. Purchases go to
 * the best `holdCount` by rank weight, none beyond `positionCap` of equity. Bought at the next open,
 * sold at the next close, so that a sale pays for purchases of the day after at the earliest. An order
 * lives one day: no sale is ever left unfinished when the next close decides.
 * A position without a score that day is left alone.
 */
export function rotation(settings: RotationSettings, scores: Scores): Strategy {
  const rankings = new Rankings(scores);
  const weights = rankWeights(settings.holdCount, settings.weighting);
  let day = 0;
  return {
    onClose(market) {
      const ranking = rankings.at(market);
      // Days before the first scores are not part of the build-up.
      if (ranking === null && day === 0) return;
      const isStaging = day < settings.holdDays;
      day++;
      if (ranking === null) return;
      const slice = market.equity / settings.holdDays;
      const forBuying = Math.min(market.cash, (isStaging ? 1 : CATCH_UP) * slice);
      const missing = slice - (market.cash - forBuying);
      const best = ranking.buyable.slice(0, settings.holdCount);
      if (!isStaging && missing > 0) sellWorst(market, ranking.ranked, new Set(best), missing);
      buyBest(market, best, forBuying, weights, settings.positionCap * market.equity);
    },
  };
}

function sellWorst(
  market: Market,
  ranked: readonly number[],
  best: ReadonlySet<number>,
  yuan: number,
): void {
  let missing = yuan;
  for (let i = ranked.length - 1; i >= 0 && missing > 0; i--) {
    const symbol = ranked[i];
    const held = market.shares(symbol);
    if (held === 0) continue;
    market.order({
      symbol,
      side: 'sell',
      at: 'close',
      // What is bought on the same day may not be sold on it; else a bonus share in between goes too.
      shares: best.has(symbol) ? held : Infinity,
      kind: 'sell',
      reason: `rank ${i + 1} of ${ranked.length}`,
      probability: null,
    });
    missing -= valueOf(market, symbol);
  }
}

function buyBest(
  market: Market,
  best: readonly number[],
  yuan: number,
  weights: readonly number[],
  most: number,
): void {
  best.forEach((symbol, i) => {
    const spent = Math.min(yuan * weights[i], most - valueOf(market, symbol));
    if (!(spent > 0)) return;
    market.order({
      symbol,
      side: 'buy',
      shares: spent / market.close(symbol),
      kind: 'buy',
      reason: `rank ${i + 1} of those that may be bought`,
      probability: null,
    });
  });
}
