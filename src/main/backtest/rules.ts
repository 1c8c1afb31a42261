import type { DailySeries, Instrument, Side, TradeDate } from '#shared/domain.ts';
import { assert } from '#main/lib/assert.ts';
import { roundToFen } from '#main/lib/money.ts';
import { exRightsOf, factorSteps } from '#main/market/exRights.ts';
import type { ExRights } from '#main/market/exRights.ts';
import {
  assertRulesCover,
  dividendTaxRate,
  feeRates,
  lotRule,
  priceLimits,
  settlement,
  unitsPerYuan,
} from '#main/market/rulebook.ts';
import type { FeeRates, LotRule, PriceLimits } from '#main/market/rulebook.ts';
import type { BacktestInput, TradingCosts } from './types.ts';

/** Everything a broker must ask before it fills; symbols and bars are indices. */
export interface TradingRules {
  costs: TradingCosts;
  lotOf: (symbol: number) => LotRule;
  /** The smallest part of a share that an account can hold. */
  sharePart: number;
  /** Whether what was bought today may be sold today. */
  isSameDay: (symbol: number) => boolean;
  limitsOn: (symbol: number, bar: number) => PriceLimits | null;
  /** Share of the value; `costs.minCommission` applies to it. */
  commissionOn: (side: Side) => number;
  feesOn: (symbol: number, tradeDate: TradeDate) => FeeRates;
  dividendTaxRate: (symbol: number, bought: TradeDate, sold: TradeDate) => number;
  /** What an ex-date bar does to a share held before it. */
  exRightsOn: (symbol: number, bar: number) => ExRights | null;
  toPrice: (symbol: number, price: number) => number;
  toMoney: (yuan: number) => number;
}

const NO_FEES: FeeRates = { stampDuty: 0, transferFee: 0 };
const ONE_SHARE: LotRule = { min: 1, step: 1 };
/** Any part of a share, in steps that binary sums keep exact. */
const PART = 2 ** -10;
const ANY_PART: LotRule = { min: PART, step: PART };
/** What the published selection systems charge on a sale beyond the commission, all in. */
const DOCUMENT_SALE = 0.001;
const same = (value: number): number => value;

/** Prices and money as they come, so that simple backtesters can be compared with. */
function createPlainRules(costs: TradingCosts): TradingRules {
  return {
    costs: { commission: costs.commission, minCommission: 0, slippage: 0, volumeCap: 1 },
    lotOf: () => ONE_SHARE,
    sharePart: 1,
    isSameDay: () => true,
    limitsOn: () => null,
    commissionOn: () => costs.commission,
    feesOn: () => NO_FEES,
    dividendTaxRate: () => 0,
    exRightsOn: () => null,
    toPrice: (_symbol, price) => price,
    toMoney: same,
  };
}

/**
 * As the published selection systems assume: any part of a share, no limits, what was bought today may
 * be sold today, a sale costs 0.001 more than a purchase, and an ex-date turns into shares, as
 * backward-adjusted prices imply. Suspensions, the volume cap and the minimum commission hold.
 */
export function createDocumentRules(
  series: readonly DailySeries[],
  costs: TradingCosts,
): TradingRules {
  const steps = series.map(({ factor }) => factorSteps(factor));
  return {
    ...createPlainRules(costs),
    costs,
    lotOf: () => ANY_PART,
    sharePart: PART,
    commissionOn: (side) => costs.commission + (side === 'sell' ? DOCUMENT_SALE : 0),
    exRightsOn: (symbol, bar) => {
      const step = steps[symbol][bar];
      const prevClose = series[symbol].close[bar - 1];
      if (step === 1 || exRightsOf(prevClose, step) === null) return null;
      return { reference: prevClose / step, bonus: step - 1, cash: 0 };
    },
    toMoney: roundToFen,
  };
}

/** The rules that a run asks for. Throws INVALID_INPUT as `createExchangeRules` does. */
export function createRules(input: BacktestInput): TradingRules {
  const rules = createNamedRules(input);
  if (input.shares !== 'any') return rules;
  return {
    ...rules,
    lotOf: () => ANY_PART,
    sharePart: PART,
    costs: { ...rules.costs, minCommission: 0 },
  };
}

function createNamedRules({
  rules,
  series,
  instruments,
  from,
  costs,
}: BacktestInput): TradingRules {
  if (rules === 'plain') return createPlainRules(costs);
  if (rules === 'document') return createDocumentRules(series, costs);
  return createExchangeRules(series, instruments, from, costs);
}

/** Index of the first bar of a listing; -1 when the bars begin later than it or its date is unknown. */
function findListingBar(series: DailySeries, instrument: Instrument | undefined): number {
  const listed = instrument?.listDate ?? null;
  if (listed === null || series.tradeDate.length === 0 || series.tradeDate[0] > listed) return -1;
  return series.tradeDate.findIndex((date) => date >= listed);
}

/**
 * The exchange's rules by board and date. Throws INVALID_INPUT when `from` lies before the rulebook
 * or a symbol is an index.
 */
export function createExchangeRules(
  series: readonly DailySeries[],
  instruments: readonly Instrument[],
  from: TradeDate,
  costs: TradingCosts,
): TradingRules {
  const symbols = series.map((one) => one.symbol);
  series.forEach(({ symbol, tradeDate }) => {
    assertRulesCover(symbol, tradeDate.find((date) => date >= from) ?? from);
  });
  const lots = symbols.map(lotRule);
  const sameDay = symbols.map((symbol) => settlement(symbol) === 0);
  const ticks = symbols.map(unitsPerYuan);
  const bySymbol = new Map(instruments.map((instrument) => [instrument.symbol, instrument]));
  const listingBars = series.map((one) => findListingBar(one, bySymbol.get(one.symbol)));
  const steps = series.map(({ factor }) => factorSteps(factor));
  const exRightsOn = (symbol: number, bar: number): ExRights | null => {
    const step = steps[symbol][bar];
    return step === 1 ? null : exRightsOf(series[symbol].close[bar - 1], step, ticks[symbol]);
  };
  const limitsOn = (symbol: number, bar: number): PriceLimits | null => {
    assert(bar > 0, 'no order can be due on the first bar of a series');
    const { tradeDate, close, isSt } = series[symbol];
    const exRights = exRightsOn(symbol, bar);
    const limits = priceLimits({
      symbol: symbols[symbol],
      tradeDate: tradeDate[bar],
      isSt: isSt[bar] === 1,
      listedDays: listingBars[symbol] < 0 ? Infinity : bar - listingBars[symbol] + 1,
      listedOn: tradeDate[listingBars[symbol]],
      prevClose: exRights?.reference ?? close[bar - 1],
    });
    if (!limits || !exRights) return limits;
    // The reference is recovered from a rounded factor: one tick of doubt, taken against the account.
    const tick = 1 / ticks[symbol];
    return { up: limits.up - tick, down: limits.down + tick };
  };
  return {
    costs,
    lotOf: (symbol) => lots[symbol],
    sharePart: 1,
    isSameDay: (symbol) => sameDay[symbol],
    limitsOn,
    commissionOn: () => costs.commission,
    feesOn: (symbol, tradeDate) => feeRates(symbols[symbol], tradeDate),
    dividendTaxRate: (symbol, bought, sold) => dividendTaxRate(symbols[symbol], bought, sold),
    exRightsOn,
    toPrice: (symbol, price) => Math.round(price * ticks[symbol]) / ticks[symbol],
    toMoney: roundToFen,
  };
}

/** Whole lots of a purchase, rounded down; 0 below the smallest. */
export function toBuyLot({ min, step }: LotRule, shares: number): number {
  return shares < min ? 0 : Math.floor(shares / step) * step;
}

/** Shares of a sale: everything sellable, or whole lots rounded down; 0 below the smallest. */
export function toSellLot(rule: LotRule, shares: number, sellable: number): number {
  return shares >= sellable ? sellable : toBuyLot(rule, shares);
}
