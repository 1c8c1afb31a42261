import type { DailySeries, RejectionReason, TradeDate } from '#shared/domain.ts';
import type { Costs } from '#shared/run.ts';
import type { Order, Strategy } from '#main/signals/strategy.ts';
import type { Ledger } from './ledger.ts';
import { toBuyLot, toSellLot } from './rules.ts';
import type { TradingRules } from './rules.ts';
import type { Fill, Marker, Rejection } from './types.ts';

/** Prices are sums of ticks in binary: equal within this. */
const NEAR = 1e-6;

/**
 * Turns orders into fills or rejections under the rules. The volume cap reads the day's volume,
 * which is not known at the open: it limits size, never the decision.
 */
export class Broker {
  readonly fills: Fill[] = [];
  readonly rejections: Rejection[] = [];
  readonly markers: Marker[] = [];
  readonly costs: Costs = { commission: 0, stampDuty: 0, transferFee: 0, slippage: 0 };
  readonly #series: readonly DailySeries[];
  readonly #rules: TradingRules;
  readonly #ledger: Ledger;
  readonly #strategy: Strategy;
  /** Today's bar of each series or, when it has none today, its latest. */
  readonly #bars: Int32Array;
  /** Shares of each symbol already traded by the account today. */
  readonly #taken: Float64Array;
  #tradeDate: TradeDate = 0;
  #day = 0;

  constructor(
    series: readonly DailySeries[],
    rules: TradingRules,
    ledger: Ledger,
    strategy: Strategy,
    bars: Int32Array,
  ) {
    this.#bars = bars;
    this.#series = series;
    this.#rules = rules;
    this.#ledger = ledger;
    this.#strategy = strategy;
    this.#taken = new Float64Array(series.length);
  }

  startDay(tradeDate: TradeDate, day: number): void {
    this.#tradeDate = tradeDate;
    this.#day = day;
    this.#taken.fill(0);
  }

  /** An order at today's open. */
  atOpen(order: Order): void {
    this.#atBar(order, this.#series[order.symbol].open);
  }

  /** An order at today's close; whether it is locked at a limit is judged by that very price. */
  atClose(order: Order): void {
    this.#atBar(order, this.#series[order.symbol].close);
  }

  #atBar(order: Order, prices: Float64Array): void {
    const bar = this.#bars[order.symbol];
    const { tradeDate, volume } = this.#series[order.symbol];
    if (tradeDate[bar] !== this.#tradeDate || !(volume[bar] > 0)) this.#refuse(order, 'suspended');
    else this.atPrice(order, prices[bar], true);
  }

  /** An order at a price known to have been dealt at; refused when that price is the limit of its side. */
  atPrice(order: Order, price: number, withSlippage: boolean): void {
    const limits = this.#rules.limitsOn(order.symbol, this.#bars[order.symbol]);
    if (order.side === 'buy') {
      if (limits && price >= limits.up - NEAR) this.#refuse(order, 'limitUp');
      else this.#buy(order, price, Math.min(this.#slip(price, 1), limits?.up ?? Infinity));
      return;
    }
    if (limits && price <= limits.down + NEAR) {
      this.#refuse(order, 'limitDown');
      return;
    }
    const paid = withSlippage ? Math.max(this.#slip(price, -1), limits?.down ?? 0) : price;
    this.#sell(order, price, paid);
  }

  #slip(price: number, direction: 1 | -1): number {
    const { slippage } = this.#rules.costs;
    // A millionth of a yuan is far below what matters and clears binary dust from the record.
    return slippage === 0 ? price : Math.round(price * (1 + direction * slippage) * 1e6) / 1e6;
  }

  #buy(order: Order, reference: number, price: number): void {
    const lot = this.#rules.lotOf(order.symbol);
    const wanted = toBuyLot(lot, order.shares);
    if (wanted === 0) {
      this.#refuse(order, 'belowLot');
      return;
    }
    const capped = Math.min(wanted, toBuyLot(lot, this.#capacity(order.symbol)));
    if (capped < wanted) this.#refuse(order, 'volumeCap', wanted - capped);
    if (capped === 0) return;
    const shares = this.#affordable(order, price, capped);
    if (shares === 0) this.#refuse(order, 'noCash', capped);
    else this.#settle(order, reference, price, shares);
  }

  #sell(order: Order, reference: number, price: number): void {
    const held = this.#ledger.shares(order.symbol);
    const sellable = this.#ledger.sellable(order.symbol);
    const wanted = Math.min(order.shares, held);
    if (wanted > sellable || wanted === 0) this.#refuse(order, 'notSellable', wanted - sellable);
    if (sellable === 0) return;
    const lot = this.#rules.lotOf(order.symbol);
    const shares = toSellLot(lot, wanted, sellable);
    if (shares === 0) {
      this.#refuse(order, 'belowLot');
      return;
    }
    const capacity = this.#capacity(order.symbol);
    const capped = shares <= capacity ? shares : toBuyLot(lot, capacity);
    if (capped < shares) this.#refuse(order, 'volumeCap', shares - capped);
    if (capped === 0) return;
    // The minimum commission may exceed what a few shares bring.
    if (this.#ledger.cash + this.#proceedsOf(order, price, capped) < 0) {
      this.#refuse(order, 'noCash', capped);
    } else this.#settle(order, reference, price, capped);
  }

  #proceedsOf(order: Order, price: number, shares: number): number {
    const value = this.#rules.toMoney(price * shares);
    const { commission, stampDuty, transferFee } = this.#costsOf(order, value, 0);
    return value - commission - stampDuty - transferFee;
  }

  /** Shares the account may still take of the day's volume. */
  #capacity(symbol: number): number {
    const { volumeCap } = this.#rules.costs;
    if (volumeCap >= 1) return Infinity;
    return (
      Math.floor(this.#series[symbol].volume[this.#bars[symbol]] * volumeCap) - this.#taken[symbol]
    );
  }

  /** The most whole lots that cash pays for with all costs, at most `shares`. */
  #affordable(order: Order, price: number, shares: number): number {
    const lot = this.#rules.lotOf(order.symbol);
    const { cash } = this.#ledger;
    let count = shares;
    while (count > 0 && this.#costOfBuying(order, price, count) > cash) {
      const guess = toBuyLot(lot, (count * cash) / this.#costOfBuying(order, price, count));
      count = Math.min(guess, toBuyLot(lot, count - lot.step));
    }
    return Math.max(0, count);
  }

  #costOfBuying(order: Order, price: number, shares: number): number {
    const value = this.#rules.toMoney(price * shares);
    const costs = this.#costsOf(order, value, 0);
    return value + costs.commission + costs.transferFee;
  }

  #costsOf(order: Order, value: number, slippage: number): Costs {
    const { toMoney, costs, feesOn, commissionOn } = this.#rules;
    const fees = feesOn(order.symbol, this.#tradeDate);
    return {
      commission: toMoney(Math.max(value * commissionOn(order.side), costs.minCommission)),
      stampDuty: order.side === 'sell' ? toMoney(value * fees.stampDuty) : 0,
      transferFee: toMoney(value * fees.transferFee),
      slippage: toMoney(slippage),
    };
  }

  #settle(order: Order, reference: number, price: number, shares: number): void {
    const { symbol, side, kind, probability } = order;
    const value = this.#rules.toMoney(price * shares);
    const costs = this.#costsOf(order, value, Math.abs(price - reference) * shares);
    const tradeDate = this.#tradeDate;
    const settled = {
      symbol,
      tradeDate,
      day: this.#day,
      price,
      shares,
      value,
      costs,
      kind,
      probability,
    };
    if (side === 'buy') this.#ledger.buy(settled);
    else this.#ledger.sell(settled);
    this.#taken[symbol] += shares;
    this.#addCosts(costs);
    const name = this.#series[symbol].symbol;
    this.fills.push({ tradeDate, symbol: name, side, price, shares, ...costs });
    this.markers.push({
      tradeDate,
      symbol: name,
      kind,
      price,
      shares,
      reason: order.reason,
      probability,
    });
    this.#tellStrategy(order, price, shares);
  }

  #addCosts(costs: Costs): void {
    const { toMoney } = this.#rules;
    this.costs.commission = toMoney(this.costs.commission + costs.commission);
    this.costs.stampDuty = toMoney(this.costs.stampDuty + costs.stampDuty);
    this.costs.transferFee = toMoney(this.costs.transferFee + costs.transferFee);
    this.costs.slippage = toMoney(this.costs.slippage + costs.slippage);
  }

  #tellStrategy({ symbol, side, kind }: Order, price: number, shares: number): void {
    const adjustedPrice = price * this.#series[symbol].factor[this.#bars[symbol]];
    this.#strategy.onFill?.({
      symbol,
      tradeDate: this.#tradeDate,
      side,
      kind,
      price,
      adjustedPrice,
      shares,
    });
  }

  #refuse(order: Order, reason: RejectionReason, shares = order.shares): void {
    const { symbol, side, kind } = order;
    const held = this.#ledger.shares(symbol);
    this.rejections.push({
      tradeDate: this.#tradeDate,
      symbol: this.#series[symbol].symbol,
      side,
      // Part of a share asked for counts as the share it is part of.
      shares: Math.ceil(side === 'sell' ? Math.min(shares, held) : shares),
      kind,
      reason,
    });
  }
}
