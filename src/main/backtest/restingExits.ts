import type { DailySeries } from '#shared/domain.ts';
import type { Order, RestingExit } from '#main/signals/strategy.ts';
import type { Broker } from './broker.ts';
import type { Ledger } from './ledger.ts';
import type { TradingRules } from './rules.ts';

interface Level {
  order: Order;
  price: number;
}

function toOrder(exit: RestingExit): Order {
  const { symbol, shares, kind, reason, probability } = exit;
  return { symbol, side: 'sell', shares, kind, reason, probability };
}

/** Levels of one side in the order in which a price leaving the open meets them. */
function sortLevels(
  exits: readonly RestingExit[],
  trigger: 'below' | 'above',
  toRaw: (level: number) => number,
): Level[] {
  return exits
    .filter((exit) => exit.trigger === trigger)
    .map((exit) => ({ order: toOrder(exit), price: toRaw(exit.adjustedLevel) }))
    .sort((a, b) => (trigger === 'below' ? b.price - a.price : a.price - b.price));
}

/**
 * Works one symbol's resting exits through one daily bar, whose path between open, high and low is
 * unknown. A level the open has passed is dealt at the open. Later, when both a stop and a target
 * were touched, the stop (the worse) is taken. A target counts only when the high goes beyond it,
 * since an order resting at the very high may not have been reached.
 * @returns whether the day was ambiguous: both sides touched after the open.
 */
function workSymbol(
  exits: readonly RestingExit[],
  series: DailySeries,
  bar: number,
  rules: TradingRules,
  broker: Broker,
): boolean {
  const toRaw = (level: number): number =>
    rules.toPrice(exits[0].symbol, level / series.factor[bar]);
  const [open, high, low] = [series.open[bar], series.high[bar], series.low[bar]];
  const stops = sortLevels(exits, 'below', toRaw);
  const targets = sortLevels(exits, 'above', toRaw);
  if (stops.length > 0 && open <= stops[0].price) {
    broker.atPrice(stops[0].order, open, true);
    return false;
  }
  for (const { order, price } of targets) {
    if (open >= price) broker.atPrice(order, open, false);
  }
  const touched = targets.filter(({ price }) => open < price && high > price);
  if (stops.length > 0 && low <= stops[0].price) {
    broker.atPrice(stops[0].order, stops[0].price, true);
    return touched.length > 0;
  }
  for (const { order, price } of touched) broker.atPrice(order, price, false);
  return false;
}

/** Works yesterday's resting exits through today's bars; returns how many symbols had an ambiguous day. */
export function workRestingExits(
  exits: readonly RestingExit[],
  series: readonly DailySeries[],
  bars: Int32Array,
  isToday: Uint8Array,
  rules: TradingRules,
  ledger: Ledger,
  broker: Broker,
): number {
  let ambiguous = 0;
  const symbols = [...new Set(exits.map((exit) => exit.symbol))];
  for (const symbol of symbols) {
    const bar = bars[symbol];
    if (isToday[symbol] === 0 || !(series[symbol].volume[bar] > 0)) continue;
    if (ledger.shares(symbol) === 0) continue;
    const own = exits.filter((exit) => exit.symbol === symbol);
    if (workSymbol(own, series[symbol], bar, rules, broker)) ambiguous++;
  }
  return ambiguous;
}
