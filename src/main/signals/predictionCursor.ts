import type { SymbolCode, TradeDate } from '#shared/domain.ts';
import type { Predictions } from './strategy.ts';

/** Walks one symbol's predictions forward with the run's dates. */
export class PredictionCursor {
  readonly #predictions: Predictions | undefined;
  #next = 0;

  constructor(predictions: readonly Predictions[], symbol: SymbolCode) {
    this.#predictions = predictions.find((one) => one.symbol === symbol);
  }

  /** The probability known at this close, or null; dates must not go back. */
  at(date: TradeDate): number | null {
    if (!this.#predictions) return null;
    const { tradeDate, probability } = this.#predictions;
    while (tradeDate[this.#next] < date) this.#next++;
    return tradeDate[this.#next] === date ? probability[this.#next] : null;
  }
}
