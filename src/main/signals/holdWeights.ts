import type { SelectionSettings } from '#shared/selectionSettings.ts';
import type { Ranking } from './ranking.ts';
import { createRebalancing } from './rebalancing.ts';
import type { Scores } from './scores.ts';
import type { Strategy } from './strategy.ts';

export type WeightSettings = Pick<SelectionSettings, 'holdDays' | 'rebalance' | 'positionCap'>;

/**
 * Holds the weights that scores are, as often as set, at the next open; small differences are left alone.
 * What may not be bought has its weight given to the others in proportion, and no weight goes beyond
 * `positionCap`: what is cut off stays cash.
 */
export function holdWeights(settings: WeightSettings, scores: Scores): Strategy {
  return createRebalancing(scores, settings, (ranking) => toWeights(ranking, settings.positionCap));
}

function toWeights({ buyable, scoreOf }: Ranking, positionCap: number): Map<number, number> {
  const wanted = buyable.filter((symbol) => scoreOf(symbol) > 0);
  const sum = wanted.reduce((total, symbol) => total + scoreOf(symbol), 0);
  return new Map(wanted.map((symbol) => [symbol, Math.min(scoreOf(symbol) / sum, positionCap)]));
}
