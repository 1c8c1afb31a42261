import type { DailySeries, SymbolCode, TradeDate } from '#shared/domain.ts';
import { assert } from '#main/lib/assert.ts';
import type { Market, Order, RestingExit } from '#main/signals/strategy.ts';
import type { Ledger } from './ledger.ts';
import { toBuyLot } from './rules.ts';
import type { TradingRules } from './rules.ts';

/**
 * The window through which a strategy sees the run. The bars sit in private fields and are reached
 * only by counting back from the latest known one, so a later bar cannot be read even on purpose.
 */
export class MarketView implements Market {
  readonly symbols: readonly SymbolCode[];
  readonly #series: readonly DailySeries[];
  readonly #ledger: Ledger;
  readonly #rules: TradingRules;
  /** Latest known bar of each series, -1 before its first. */
  readonly #bars: Int32Array;
  #tradeDate: TradeDate = 0;
  #equity = 0;
  #orders: Order[] = [];
  #exits: RestingExit[] = [];

  constructor(
    series: readonly DailySeries[],
    ledger: Ledger,
    rules: TradingRules,
    bars: Int32Array,
  ) {
    this.symbols = Object.freeze(series.map(({ symbol }) => symbol));
    this.#series = series;
    this.#ledger = ledger;
    this.#rules = rules;
    this.#bars = bars;
  }

  get tradeDate(): TradeDate {
    return this.#tradeDate;
  }

  get cash(): number {
    return this.#ledger.cash;
  }

  get equity(): number {
    return this.#equity;
  }

  isTrading(symbol: number): boolean {
    const bar = this.#bars[symbol];
    const { tradeDate, volume } = this.#series[symbol];
    return bar >= 0 && tradeDate[bar] === this.#tradeDate && volume[bar] > 0;
  }

  barCount(symbol: number): number {
    return this.#bars[symbol] + 1;
  }

  open(symbol: number, ago = 0): number {
    return this.#at(this.#series[symbol].open, symbol, ago);
  }

  high(symbol: number, ago = 0): number {
    return this.#at(this.#series[symbol].high, symbol, ago);
  }

  low(symbol: number, ago = 0): number {
    return this.#at(this.#series[symbol].low, symbol, ago);
  }

  close(symbol: number, ago = 0): number {
    return this.#at(this.#series[symbol].close, symbol, ago);
  }

  volume(symbol: number, ago = 0): number {
    return this.#at(this.#series[symbol].volume, symbol, ago);
  }

  factor(symbol: number, ago = 0): number {
    return this.#at(this.#series[symbol].factor, symbol, ago);
  }

  #at(column: Float64Array, symbol: number, ago: number): number {
    if (!(ago >= 0)) throw new Error(`a strategy asked for a bar that is not known yet: ${ago}`);
    const bar = this.#bars[symbol] - ago;
    return bar >= 0 ? column[bar] : NaN;
  }

  shares(symbol: number): number {
    return this.#ledger.shares(symbol);
  }

  sellable(symbol: number): number {
    return this.#ledger.sellable(symbol);
  }

  averageCost(symbol: number): number {
    return this.#ledger.averageCost(symbol);
  }

  toLot(symbol: number, shares: number): number {
    return toBuyLot(this.#rules.lotOf(symbol), shares);
  }

  order(order: Order): void {
    assert(this.barCount(order.symbol) > 0, 'an order needs a symbol with a known bar');
    assert(order.shares > 0, `an order needs shares, not ${order.shares}`);
    this.#orders.push(order);
  }

  rest(exit: RestingExit): void {
    assert(this.barCount(exit.symbol) > 0, 'a resting exit needs a symbol with a known bar');
    assert(exit.shares > 0 && exit.adjustedLevel > 0, 'a resting exit needs shares and a level');
    this.#exits.push(exit);
  }

  /** For the loop alone: the close that is now known. */
  show(tradeDate: TradeDate, equity: number): void {
    this.#tradeDate = tradeDate;
    this.#equity = equity;
  }

  /** For the loop alone: hands over what was decided at the last close. */
  takeOrders(): Order[] {
    const orders = this.#orders;
    if (orders.length > 0) this.#orders = [];
    return orders;
  }

  takeExits(): RestingExit[] {
    const exits = this.#exits;
    if (exits.length > 0) this.#exits = [];
    return exits;
  }
}
