import type { DailySeries, TradeDate } from '#shared/domain.ts';
import { runBacktest } from '#main/backtest/runBacktest.ts';
import type { BacktestResult } from '#main/backtest/types.ts';
import { createRandom } from '#main/lib/random.ts';
import type { Market, Strategy } from '#main/signals/strategy.ts';
import { weekdays } from '#tests/fixtures/weekdays.ts';

const BARS = 1735;
const FIRST: TradeDate = 20180102;

/** Random walks of 2% a day from 100 yuan, a dividend of 1% every 250 bars. */
function makeSeries(index: number, tradeDate: Int32Array): DailySeries {
  const random = createRandom(index);
  let price = 100;
  const close = Float64Array.from(tradeDate, () => {
    price = Math.max(2, Math.round(price * Math.exp(0.02 * random.normal()) * 100) / 100);
    return price;
  });
  return {
    symbol: `${600000 + index}.SH`,
    tradeDate,
    open: close,
    high: close.map((value) => value * 1.01),
    low: close.map((value) => value * 0.99),
    close,
    volume: new Float64Array(tradeDate.length).fill(1e6),
    amount: close.map((value) => value * 1e6),
    factor: Float64Array.from(tradeDate, (_, i) => 1.01 ** Math.floor(i / 250)),
    isSt: new Uint8Array(tradeDate.length),
  };
}

/** Above the mean of 20 closes in; out at −5%, +20% or 8% below the highest close since. */
function createStrategy(): Strategy {
  const sums: number[] = [];
  const entries: number[] = [];
  const peaks: number[] = [];
  const order = (market: Market, symbol: number, isBuy: boolean, shares: number): void => {
    const side = isBuy ? 'buy' : 'sell';
    market.order({ symbol, side, shares, kind: side, reason: 'sma', probability: null });
  };
  return {
    onClose(market) {
      const count = market.symbols.length;
      for (let symbol = 0; symbol < count; symbol++) {
        const close = market.close(symbol);
        const gone = market.close(symbol, 20);
        sums[symbol] = (sums[symbol] ?? 0) + close - (gone > 0 ? gone : 0);
        if (market.shares(symbol) === 0) {
          if (market.barCount(symbol) < 20 || close <= sums[symbol] / 20) continue;
          const shares = Math.floor((market.cash * 0.9) / count / close / 100) * 100;
          order(market, symbol, true, shares === 0 ? 100 : shares);
          peaks[symbol] = close;
          continue;
        }
        peaks[symbol] = Math.max(peaks[symbol], close);
        const entry = entries[symbol];
        if (close < entry * 0.95 || close > entry * 1.2 || close < peaks[symbol] * 0.92) {
          order(market, symbol, false, Infinity);
        }
      }
    },
    onFill({ symbol, price }) {
      entries[symbol] = price;
    },
  };
}

function run(series: DailySeries[]): BacktestResult {
  return runBacktest({
    series,
    instruments: [],
    from: FIRST,
    to: 99991231,
    strategy: createStrategy(),
    cash: 1_000_000,
    costs: { commission: 0.001, minCommission: 5, slippage: 0.0005, volumeCap: 0.025 },
    rules: 'exchange',
  });
}

/** Median bars a second over repeated runs, every exchange rule on. */
function measure(series: DailySeries[], repeats: number): { rate: number; fills: number } {
  const rates: number[] = [];
  let fills = 0;
  for (let i = 0; i < repeats; i++) {
    const start = performance.now();
    fills = run(series).fills.length;
    rates.push((series.length * BARS * 1000) / (performance.now() - start));
  }
  rates.sort((a, b) => a - b);
  return { rate: Math.round(rates[rates.length >> 1]), fills };
}

/** Figures of the event-driven backtest: one symbol, fifty symbols, 1,735 daily bars each. */
export function benchBacktest(): Record<string, number> {
  const dates = weekdays(FIRST, BARS);
  const series = Array.from({ length: 50 }, (_, i) => makeSeries(i, dates));
  const cold = performance.now();
  run(series.slice(0, 1));
  const coldMs = performance.now() - cold;
  const one = measure(series.slice(0, 1), 41);
  const fifty = measure(series, 11);
  return {
    barsPerSecond1Symbol: one.rate,
    barsPerSecond50Symbols: fifty.rate,
    firstRunMs: Math.round(coldMs * 100) / 100,
    fills1Symbol: one.fills,
    fills50Symbols: fifty.fills,
    barsPerSymbol: BARS,
  };
}

if (import.meta.main) console.log(JSON.stringify(benchBacktest(), null, 2));
