import type { SymbolCode, TradeDate } from '#shared/domain.ts';
import { doubtsAt } from './entryConditions.ts';
import type { Doubts } from './entryConditions.ts';
import type { Predictions } from './strategy.ts';

/** One prediction at its close, NaN for what is not known of it. */
export interface KnownPrediction extends Doubts {
  probability: number;
}

/** Walks one symbol's predictions forward with the run's dates. */
export class PredictionCursor {
  readonly #predictions: Predictions | undefined;
  #next = 0;

  constructor(predictions: readonly Predictions[], symbol: SymbolCode) {
    this.#predictions = predictions.find((one) => one.symbol === symbol);
  }

  /** What is known at this close, or null; dates must not go back. */
  at(date: TradeDate): KnownPrediction | null {
    if (!this.#predictions) return null;
    const { tradeDate, probability, doubts } = this.#predictions;
    while (tradeDate[this.#next] < date) this.#next++;
    if (tradeDate[this.#next] !== date) return null;
    return { probability: probability[this.#next], ...doubtsAt(doubts, this.#next) };
  }
}
