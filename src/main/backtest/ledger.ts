import type { MarkerKind, SymbolCode, TradeDate } from '#shared/domain.ts';
import type { Costs } from '#shared/run.ts';
import type { ExRights } from '#main/market/exRights.ts';
import type { TradingRules } from './rules.ts';
import type { BasePosition, Dividend, OpenLot, Trade } from './types.ts';

/** One purchase, as far as it is still held. Money in yuan, for the shares still in it. */
interface Lot {
  shares: number;
  entryDate: TradeDate;
  entryDay: number;
  entryPrice: number;
  /** Paid for the shares, and the costs of buying them. */
  paid: number;
  dividends: number;
  /** Cash dividends on which tax falls due at the sale. */
  untaxed: number;
  probability: number | null;
  isBase: boolean;
}

export interface Settlement {
  symbol: number;
  tradeDate: TradeDate;
  /** Index into the run's dates. */
  day: number;
  price: number;
  shares: number;
  /** price × shares as settled. */
  value: number;
  costs: Costs;
  kind: MarkerKind;
  probability: number | null;
}

/** Cash and lots of one account. Every change of money goes through here, rounded by the rules. */
export class Ledger {
  cash: number;
  readonly trades: Trade[] = [];
  readonly dividends: Dividend[] = [];
  readonly #symbols: readonly SymbolCode[];
  readonly #rules: TradingRules;
  readonly #lots: Lot[][];
  readonly #shares: Float64Array;
  readonly #boughtToday: Float64Array;

  constructor(cash: number, symbols: readonly SymbolCode[], rules: TradingRules) {
    this.cash = cash;
    this.#symbols = symbols;
    this.#rules = rules;
    this.#lots = symbols.map(() => []);
    this.#shares = new Float64Array(symbols.length);
    this.#boughtToday = new Float64Array(symbols.length);
  }

  shares(symbol: number): number {
    return this.#shares[symbol];
  }

  /** Shares that today's settlement rule lets be sold. */
  sellable(symbol: number): number {
    const held = this.#shares[symbol];
    return this.#rules.isSameDay(symbol) ? held : held - this.#boughtToday[symbol];
  }

  /** Yuan a share, costs included; NaN when flat. */
  averageCost(symbol: number): number {
    let paid = 0;
    for (const lot of this.#lots[symbol]) paid += lot.paid;
    return paid / this.#shares[symbol];
  }

  /** Yesterday's purchases become sellable. */
  startDay(): void {
    this.#boughtToday.fill(0);
  }

  addBase(symbol: number, base: BasePosition, tradeDate: TradeDate): void {
    this.#shares[symbol] += base.shares;
    this.#lots[symbol].push({
      shares: base.shares,
      entryDate: tradeDate,
      entryDay: 0,
      entryPrice: base.cost,
      paid: this.#rules.toMoney(base.shares * base.cost),
      dividends: 0,
      untaxed: 0,
      probability: null,
      isBase: true,
    });
  }

  buy(settled: Settlement): void {
    const { symbol, shares, costs } = settled;
    const paid = settled.value + costs.commission + costs.transferFee;
    this.cash = this.#rules.toMoney(this.cash - paid);
    this.#shares[symbol] += shares;
    this.#boughtToday[symbol] += shares;
    this.#lots[symbol].push({
      shares,
      entryDate: settled.tradeDate,
      entryDay: settled.day,
      entryPrice: settled.price,
      paid,
      dividends: 0,
      untaxed: 0,
      probability: settled.probability,
      isBase: false,
    });
  }

  /** Closes the oldest lots first; each makes a trade, and the tax on its dividends falls due. */
  sell(settled: Settlement): void {
    const { symbol, costs } = settled;
    const lots = this.#lots[symbol];
    let proceeds = settled.value - costs.commission - costs.stampDuty - costs.transferFee;
    this.cash = this.#rules.toMoney(this.cash + proceeds);
    this.#shares[symbol] -= settled.shares;
    for (let left = settled.shares; left > 0;) {
      const lot = lots[0];
      const part = this.#splitLot(lot, Math.min(left, lot.shares));
      const share = this.#rules.toMoney((proceeds * part.shares) / left);
      proceeds -= share;
      left -= part.shares;
      if (lot.shares === 0) lots.shift();
      const tax = this.#payDividendTax(symbol, part, settled.tradeDate);
      this.trades.push(this.#closeTrade(settled, part, share - part.paid + part.dividends - tax));
    }
  }

  /** Takes shares, with their part of the lot's money, out of a lot. */
  #splitLot(lot: Lot, shares: number): Lot {
    const ratio = shares / lot.shares;
    const take = (yuan: number): number => (ratio === 1 ? yuan : this.#rules.toMoney(yuan * ratio));
    const part = {
      ...lot,
      shares,
      paid: take(lot.paid),
      dividends: take(lot.dividends),
      untaxed: take(lot.untaxed),
    };
    lot.shares -= shares;
    lot.paid -= part.paid;
    lot.dividends -= part.dividends;
    lot.untaxed -= part.untaxed;
    return part;
  }

  #payDividendTax(symbol: number, part: Lot, tradeDate: TradeDate): number {
    // A base position is taken as held long enough to owe nothing.
    if (part.untaxed === 0 || part.isBase) return 0;
    const rate = this.#rules.dividendTaxRate(symbol, part.entryDate, tradeDate);
    const tax = this.#rules.toMoney(part.untaxed * rate);
    if (tax === 0) return 0;
    this.cash = this.#rules.toMoney(this.cash - tax);
    this.dividends.push({
      tradeDate,
      symbol: this.#symbols[symbol],
      kind: 'tax',
      cash: -tax,
      shares: 0,
    });
    return tax;
  }

  #closeTrade(settled: Settlement, part: Lot, profit: number): Trade {
    return {
      symbol: this.#symbols[settled.symbol],
      entryDate: part.entryDate,
      exitDate: settled.tradeDate,
      entryPrice: part.entryPrice,
      exitPrice: settled.price,
      shares: part.shares,
      profit,
      return: part.paid > 0 ? profit / part.paid : 0,
      holdingDays: settled.day - part.entryDay,
      exitKind: settled.kind,
      entryProbability: part.probability,
      isBase: part.isBase,
    };
  }

  /**
   * Posts an ex-date before its open: bonus shares are whole, the rest of a share is paid in cash at
   * the ex price, so that no value appears or vanishes. Bonus shares share their lot's purchase date.
   */
  postExRights(
    symbol: number,
    { bonus, cash }: ExRights,
    prevClose: number,
    date: TradeDate,
  ): void {
    const held = this.#shares[symbol];
    const exPrice = (prevClose - cash) / (1 + bonus);
    const part = this.#rules.sharePart;
    const toParts = (shares: number): number => Math.floor(shares / part + 1e-9) * part;
    const added = toParts(held * bonus);
    const yuan = this.#rules.toMoney(held * cash + (held * bonus - added) * exPrice);
    let [seen, addedSoFar, yuanSoFar] = [0, 0, 0];
    for (const lot of this.#lots[symbol]) {
      seen += lot.shares;
      // The last lot takes what is left, so that lots and shares agree to the last bit.
      const isLast = seen === held;
      const lotAdded = (isLast ? added : toParts((added * seen) / held)) - addedSoFar;
      const lotYuan = (isLast ? yuan : this.#rules.toMoney((yuan * seen) / held)) - yuanSoFar;
      addedSoFar += lotAdded;
      yuanSoFar += lotYuan;
      lot.shares += lotAdded;
      lot.dividends += lotYuan;
      lot.untaxed += lotYuan;
    }
    this.#lots[symbol] = this.#lots[symbol].filter((lot) => lot.shares > 0);
    this.#shares[symbol] = held + added;
    this.cash = this.#rules.toMoney(this.cash + yuan);
    const name = this.#symbols[symbol];
    this.dividends.push({
      tradeDate: date,
      symbol: name,
      kind: 'exRights',
      cash: yuan,
      shares: added,
    });
  }

  openLots(): OpenLot[] {
    return this.#lots.flatMap((lots, symbol) =>
      lots.map(({ shares, entryDate, entryPrice, paid, dividends, isBase }) => ({
        symbol: this.#symbols[symbol],
        shares,
        entryDate,
        entryPrice,
        paid,
        dividends,
        isBase,
      })),
    );
  }
}
