import type { RiskSettings, ToolkitSettings } from '#shared/toolkitSettings.ts';
import { RiskState } from './riskState.ts';
import type { RiskLimit } from './riskState.ts';
import type { LimitedClose, Market, Order, Strategy } from './strategy.ts';

/** From the second close under a limit on, positions may stand beyond it by a twentieth: no daily crumbs. */
const DRIFT = 1.05;

/** The strategy itself where the settings leave risk control off. */
export const controlled = (
  strategy: Strategy,
  settings: RiskSettings & Pick<ToolkitSettings, 'riskControl'>,
): Strategy => (settings.riskControl ? withRiskControl(strategy, settings) : strategy);

/**
 * Holds any strategy down while a limit of `RiskState` is in force: what it buys is scaled to the room
 * under the limit, and what is held beyond it is sold at the next open, every symbol in proportion. A sale
 * that the market refuses (locked limit, suspension, volume cap) is ordered again at each close. Symbols
 * that do not trade today count in full against the room of the others. Nothing is bought back when the
 * limit is lifted: the strategy's own next decisions fill the room. Without a limit it is not touched.
 */
export function withRiskControl(strategy: Strategy, settings: RiskSettings): Strategy {
  const state = new RiskState(settings);
  let exposureBefore: number | null = null;
  const limits: LimitedClose[] = [];
  return {
    limits,
    onClose(market) {
      const limit = state.update(market);
      if (limit === null) {
        exposureBefore = null;
        strategy.onClose(market);
        return;
      }
      const { kind, value, threshold, exposure } = limit;
      limits.push({ tradeDate: market.tradeDate, kind, value, threshold, exposure });
      const orders: Order[] = [];
      strategy.onClose(collecting(market, orders));
      orderWithin(market, orders, limit, exposureBefore === limit.exposure ? DRIFT : 1);
      exposureBefore = exposure;
    },
    onFill: (execution) => strategy.onFill?.(execution),
  };
}

/** The market as it is, but orders are only noted. */
function collecting(market: Market, orders: Order[]): Market {
  return {
    symbols: market.symbols,
    tradeDate: market.tradeDate,
    cash: market.cash,
    equity: market.equity,
    isTrading: (symbol) => market.isTrading(symbol),
    barCount: (symbol) => market.barCount(symbol),
    open: (symbol, ago) => market.open(symbol, ago),
    high: (symbol, ago) => market.high(symbol, ago),
    low: (symbol, ago) => market.low(symbol, ago),
    close: (symbol, ago) => market.close(symbol, ago),
    volume: (symbol, ago) => market.volume(symbol, ago),
    factor: (symbol, ago) => market.factor(symbol, ago),
    shares: (symbol) => market.shares(symbol),
    sellable: (symbol) => market.sellable(symbol),
    averageCost: (symbol) => market.averageCost(symbol),
    toLot: (symbol, shares) => market.toLot(symbol, shares),
    order: (order) => void orders.push(order),
    rest: (exit) => market.rest(exit),
  };
}

/** Passes on what fits, and sells down where more than the limit times `slack` is held. */
function orderWithin(
  market: Market,
  orders: readonly Order[],
  limit: RiskLimit,
  slack: number,
): void {
  const sells = orders.filter(({ side }) => side === 'sell');
  for (const sell of sells) market.order(sell);
  const left = sharesLeft(market, sells);
  const held = left.reduce((sum, shares, symbol) => sum + valueOf(market, symbol, shares), 0);
  const allowed = limit.exposure * market.equity;
  if (held > allowed * slack) {
    sellDown(market, left, held, allowed, limit);
    return;
  }
  const buys = orders.filter(({ side }) => side === 'buy');
  buyWithin(market, buys, Math.max(0, allowed - held), limit);
}

const valueOf = (market: Market, symbol: number, shares: number): number =>
  shares === 0 ? 0 : shares * market.close(symbol);

/** What stays of each position when the strategy's own sales go through. */
function sharesLeft(market: Market, sells: readonly Order[]): Float64Array {
  const left = Float64Array.from(market.symbols, (_, symbol) => market.shares(symbol));
  for (const { symbol, shares } of sells) left[symbol] = Math.max(0, left[symbol] - shares);
  return left;
}

const explain = ({ reason, exposure }: RiskLimit): string =>
  `risk control: ${reason}, at most ${(exposure * 100).toFixed(1)}% held`;

function sellDown(
  market: Market,
  left: Float64Array,
  held: number,
  allowed: number,
  limit: RiskLimit,
): void {
  const stuck = left.reduce(
    (sum, shares, symbol) => sum + (market.isTrading(symbol) ? 0 : valueOf(market, symbol, shares)),
    0,
  );
  const keepTrading = held > stuck ? Math.max(0, allowed - stuck) / (held - stuck) : 0;
  left.forEach((shares, symbol) => {
    const keep = market.isTrading(symbol) ? keepTrading : allowed / held;
    if (shares === 0 || keep >= 1) return;
    // Everything goes with its odd rest; a part in whole lots.
    const surplus = keep === 0 ? shares : market.toLot(symbol, shares * (1 - keep));
    if (surplus === 0) return;
    market.order({
      symbol,
      side: 'sell',
      shares: surplus,
      kind: 'sell',
      reason: explain(limit),
      probability: null,
    });
  });
}

function buyWithin(market: Market, buys: readonly Order[], room: number, limit: RiskLimit): void {
  const wanted = buys.reduce((sum, { symbol, shares }) => sum + valueOf(market, symbol, shares), 0);
  const scale = wanted > room ? room / wanted : 1;
  for (const buy of buys) {
    if (scale === 1) market.order(buy);
    else if (scale > 0) {
      const reason = `${buy.reason}; ${explain(limit)}`;
      market.order({ ...buy, shares: buy.shares * scale, reason });
    }
  }
}
