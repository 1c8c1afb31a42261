import type { SymbolCode } from '#shared/domain.ts';
import type { TimingSettings } from '#shared/run.ts';
import { createRandom, deriveSeed } from '#main/lib/random.ts';
import type { Random } from '#main/lib/random.ts';
import type { Market, Predictions, Strategy } from './strategy.ts';
import { createTimingStrategy } from './timing.ts';

/**
 * Buys every symbol at the first opportunity, equal parts of `share` of equity (what is already
 * held counts), and holds to the end. A purchase that is refused is tried again.
 */
export function buyAndHold(share = 1): Strategy {
  const isBought: boolean[] = [];
  return {
    onClose(market) {
      for (let symbol = 0; symbol < market.symbols.length; symbol++) {
        if (isBought[symbol] || !market.isTrading(symbol)) continue;
        const target = (market.equity * share) / market.symbols.length / market.close(symbol);
        const shares = Math.floor(target - market.shares(symbol));
        if (market.toLot(symbol, shares) === 0) continue;
        market.order({
          symbol,
          side: 'buy',
          shares,
          kind: 'buy',
          reason: 'buy and hold',
          probability: null,
        });
      }
    },
    onFill({ symbol }) {
      isBought[symbol] = true;
    },
  };
}

export interface RandomEntriesInput {
  settings: TimingSettings;
  predictions: readonly Predictions[];
  /** How often the run it stands beside entered each symbol. */
  entries: ReadonlyMap<SymbolCode, number>;
  seed: number;
}

/** Selection sampling (Knuth 3.4.2, S) over the days on which one symbol can be entered. */
class EntryDraw {
  readonly #random: Random;
  readonly #days: number;
  #left: number;
  #seen = 0;
  #busyDays = 0;
  #entered = 0;

  constructor(days: number, entries: number, random: Random) {
    this.#days = days;
    this.#left = entries;
    this.#random = random;
  }

  /** Called on each predicted day that is flat, with the number of predicted days gone by. */
  draw(dayIndex: number): boolean {
    this.#busyDays += dayIndex - this.#seen;
    this.#seen = dayIndex + 1;
    // Days that positions still to come will take, at the average so far, are no chances to enter.
    const perEntry = this.#entered > 0 ? this.#busyDays / this.#entered : 0;
    const chances = Math.max(this.#left, this.#days - dayIndex - this.#left * perEntry);
    if (this.#left === 0 || this.#random.next() * chances >= this.#left) return false;
    this.#left--;
    this.#entered++;
    return true;
  }
}

/**
 * t-timing's exits after entries at random: as many as the run it stands beside, on days drawn from
 * the predicted span. What separates the two is the choice of the entry day alone.
 * A last few entries are missing when positions fill the days that are left.
 */
export function randomEntries({
  settings,
  predictions,
  entries,
  seed,
}: RandomEntriesInput): Strategy {
  const draws = new Map<SymbolCode, { draw: EntryDraw; tradeDate: Int32Array; next: number }>();
  for (const { symbol, tradeDate } of predictions) {
    const random = createRandom(deriveSeed(seed, 'entries', symbol));
    const draw = new EntryDraw(tradeDate.length, entries.get(symbol) ?? 0, random);
    draws.set(symbol, { draw, tradeDate, next: 0 });
  }
  return createTimingStrategy(settings, predictions, (symbol, _prediction, market: Market) => {
    const own = draws.get(market.symbols[symbol]);
    if (!own) return null;
    while (own.tradeDate[own.next] < market.tradeDate) own.next++;
    return own.draw.draw(own.next) ? 'random entry' : null;
  });
}
