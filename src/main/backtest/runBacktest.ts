import type { DailySeries, TradeDate } from '#shared/domain.ts';
import { assert } from '#main/lib/assert.ts';
import type { Order } from '#main/signals/strategy.ts';
import { Broker } from './broker.ts';
import { findDates } from './dates.ts';
import { Ledger } from './ledger.ts';
import { MarketView } from './marketView.ts';
import { workRestingExits } from './restingExits.ts';
import { createRules } from './rules.ts';
import type { TradingRules } from './rules.ts';
import type { BacktestInput, BacktestResult } from './types.ts';

/** Everything one run moves forward; made once, nothing allocated per bar. */
interface State {
  series: readonly DailySeries[];
  rules: TradingRules;
  ledger: Ledger;
  broker: Broker;
  view: MarketView;
  /** Latest known bar of each series, -1 before its first. */
  bars: Int32Array;
  isToday: Uint8Array;
  ambiguousDays: number;
}

function createState(input: BacktestInput): State {
  const { series } = input;
  const rules = createRules(input);
  const symbols = series.map(({ symbol }) => symbol);
  assert(new Set(symbols).size === symbols.length, 'a symbol may come only once');
  const bars = Int32Array.from(series, ({ tradeDate }) => countBefore(tradeDate, input.from) - 1);
  const ledger = new Ledger(input.cash, symbols, rules);
  return {
    series,
    rules,
    ledger,
    broker: new Broker(series, rules, ledger, input.strategy, bars),
    view: new MarketView(series, ledger, rules, bars),
    bars,
    isToday: new Uint8Array(series.length),
    ambiguousDays: 0,
  };
}

/** How many dates lie before `date`; the column is sorted. */
function countBefore(tradeDate: Int32Array, date: TradeDate): number {
  let [low, high] = [0, tradeDate.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tradeDate[middle] < date) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Takes over what was held before, as it stands at the first open (an ex-date of that day is already
 * behind it); its value there is part of the initial equity.
 */
function openAccount(state: State, input: BacktestInput, from: TradeDate): number {
  let value = input.cash;
  for (const base of input.base ?? []) {
    const symbol = state.series.findIndex((one) => one.symbol === base.symbol);
    const bar = state.bars[symbol];
    assert(bar >= 0, `no bars yet for the base position of ${base.symbol}`);
    if (base.shares === 0) continue;
    const { open, close } = state.series[symbol];
    const price = state.isToday[symbol] === 1 ? open[bar] : close[bar];
    const cost = base.cost > 0 ? base.cost : price;
    state.ledger.addBase(symbol, { ...base, cost }, from);
    value += base.shares * price;
  }
  return state.rules.toMoney(value);
}

function advance(state: State, date: TradeDate): void {
  const { series, bars, isToday, rules, ledger } = state;
  for (let symbol = 0; symbol < series.length; symbol++) {
    const { tradeDate, close } = series[symbol];
    const next = bars[symbol] + 1;
    isToday[symbol] = Number(tradeDate[next] === date);
    if (isToday[symbol] === 0) continue;
    bars[symbol] = next;
    if (next === 0 || ledger.shares(symbol) === 0) continue;
    const exRights = rules.exRightsOn(symbol, next);
    if (exRights) ledger.postExRights(symbol, exRights, close[next - 1], date);
  }
}

/** Yesterday's decisions meet today's market: the open, then what rests through the day, then the close. */
function trade(state: State): void {
  const { view, broker } = state;
  const orders = view.takeOrders();
  fillAt(broker, orders, 'open');
  workExits(state);
  fillAt(broker, orders, 'close');
}

/** Sells before buys, so that what is sold pays for what is bought at the same price of the day. */
function fillAt(broker: Broker, orders: readonly Order[], at: 'open' | 'close'): void {
  for (const side of ['sell', 'buy'] as const) {
    for (const order of orders) {
      if (order.side !== side || (order.at ?? 'open') !== at) continue;
      if (at === 'open') broker.atOpen(order);
      else broker.atClose(order);
    }
  }
}

function workExits(state: State): void {
  const exits = state.view.takeExits();
  if (exits.length === 0) return;
  state.ambiguousDays += workRestingExits(
    exits,
    state.series,
    state.bars,
    state.isToday,
    state.rules,
    state.ledger,
    state.broker,
  );
}

function valuePositions({ series, ledger, bars }: State): number {
  let value = 0;
  for (let symbol = 0; symbol < series.length; symbol++) {
    const shares = ledger.shares(symbol);
    if (shares > 0) value += shares * series[symbol].close[bars[symbol]];
  }
  return value;
}

function findEnded(
  { series, ledger, bars }: State,
  last: TradeDate,
): BacktestResult['endedSeries'] {
  return series
    .map(({ symbol, tradeDate }, i) => ({
      symbol,
      lastDate: tradeDate[bars[i]],
      isHeld: ledger.shares(i) > 0,
    }))
    .filter(({ isHeld, lastDate }) => isHeld && lastDate < last)
    .map(({ symbol, lastDate }) => ({ symbol, lastDate }));
}

/**
 * Trades a strategy over daily bars, one account, any number of symbols. What is decided at a close
 * is filled on the next day, at its open unless the order names the close, under the exchange's rules
 * of that day, the published systems' or, with `plain`, none. Orders of the last close never fill and are dropped without a rejection.
 * Same input and a fresh strategy give the same result. Yuan and shares throughout, prices raw.
 *
 * Throws INVALID_INPUT when the run starts before the rulebook does or a symbol cannot be traded.
 */
export function runBacktest(input: BacktestInput): BacktestResult {
  const dates = findDates(input.series, input.from, input.to);
  const state = createState(input);
  const { ledger, broker, view } = state;
  const equity = new Float64Array(dates.length);
  const cash = new Float64Array(dates.length);
  const positionValue = new Float64Array(dates.length);
  let initialEquity = input.cash;
  for (let day = 0; day < dates.length; day++) {
    ledger.startDay();
    broker.startDay(dates[day], day);
    advance(state, dates[day]);
    if (day === 0) initialEquity = openAccount(state, input, dates[day]);
    trade(state);
    positionValue[day] = valuePositions(state);
    cash[day] = ledger.cash;
    equity[day] = cash[day] + positionValue[day];
    view.show(dates[day], equity[day]);
    input.strategy.onClose(view);
  }
  return {
    dates,
    equity,
    cash,
    positionValue,
    initialEquity,
    fills: broker.fills,
    trades: ledger.trades,
    rejections: broker.rejections,
    markers: broker.markers,
    dividends: ledger.dividends,
    openLots: ledger.openLots(),
    ambiguousDays: state.ambiguousDays,
    costs: broker.costs,
    endedSeries: findEnded(state, dates.at(-1) ?? 0),
    ...(input.strategy.limits && { limits: input.strategy.limits }),
  };
}
