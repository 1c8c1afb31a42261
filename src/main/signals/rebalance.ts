import type { Market } from './strategy.ts';

/** A position this near to its part is left alone: daily crumbs would only feed the minimum commission. */
const NEAR_ENOUGH = 0.05;

/**
 * Orders the differences to the wanted shares of equity, all at the next open; what differs by less
 * than the smallest order, or by less than a twentieth, is left as it is. Symbols with no weight are sold whole. A position that does
 * not trade today is kept, and its value is no money for the others.
 * @param weights by index in the market, Σ ≤ 1; purchases are made in this order
 */
export function rebalance(market: Market, weights: ReadonlyMap<number, number>): void {
  const stuck = new Set<number>();
  let investable = market.equity;
  for (let symbol = 0; symbol < market.symbols.length; symbol++) {
    if (market.shares(symbol) === 0 || market.isTrading(symbol)) continue;
    stuck.add(symbol);
    investable -= market.shares(symbol) * market.close(symbol);
  }
  sellSurplus(market, weights, stuck, investable);
  for (const [symbol, weight] of weights) {
    if (!stuck.has(symbol))
      buyMissing(market, symbol, (investable * weight) / market.close(symbol));
  }
}

function sellSurplus(
  market: Market,
  weights: ReadonlyMap<number, number>,
  stuck: ReadonlySet<number>,
  investable: number,
): void {
  for (let symbol = 0; symbol < market.symbols.length; symbol++) {
    const held = market.shares(symbol);
    if (held === 0 || stuck.has(symbol)) continue;
    const weight = weights.get(symbol);
    const base = { symbol, side: 'sell', kind: 'sell', probability: null } as const;
    if (weight === undefined) {
      market.order({ ...base, shares: Infinity, reason: 'no longer chosen' });
      continue;
    }
    const wanted = (investable * weight) / market.close(symbol);
    if (held - wanted < NEAR_ENOUGH * wanted) continue;
    const surplus = market.toLot(symbol, held - wanted);
    if (surplus > 0) market.order({ ...base, shares: surplus, reason: 'above its part' });
  }
}

function buyMissing(market: Market, symbol: number, wanted: number): void {
  const held = market.shares(symbol);
  const missing = wanted - held;
  if (!(missing > NEAR_ENOUGH * wanted)) return;
  // A first purchase below the smallest order is asked for all the same: the refusal is on record.
  if (held > 0 && market.toLot(symbol, missing) === 0) return;
  market.order({
    symbol,
    side: 'buy',
    shares: missing,
    kind: 'buy',
    reason: held > 0 ? 'below its part' : 'newly chosen',
    probability: null,
  });
}
