import { createRandom, deriveSeed } from '#main/lib/random.ts';
import type { Random } from '#main/lib/random.ts';
import { emptyColumns } from '#main/market/columns.ts';
import type { AdjustFactor, BarColumns, Board, Instrument, TradeDate } from '#shared/domain.ts';
import { simulatedDays } from '../simulation/calendar.ts';
import { simulateMarketReturns } from '../simulation/marketReturns.ts';
import { simulateShare } from '../simulation/share.ts';

export interface SimulationOptions {
  seed: number;
  /** Shares, at most ten. */
  shares?: number;
  from?: TradeDate;
  to?: TradeDate;
}

export interface SimulatedSeries {
  instrument: Instrument;
  bars: BarColumns;
  factors: AdjustFactor[];
}

export interface SimulatedMarket {
  shares: SimulatedSeries[];
  index: SimulatedSeries;
}

const STEMS = '甲乙丙丁戊己庚辛壬癸';

/**
 * A made-up market for trying things out: regimes, volatility clustering, a small learnable pattern
 * (see `simulateShare`), price limits, ex-dates, suspensions. The same options give the same bars on
 * every machine. Codes are such that no company can be meant: Shanghai has never listed under 602,
 * and no index is 000000.
 */
export function simulateMarket(options: SimulationOptions): SimulatedMarket {
  const { seed, shares = 3, from = 20180102, to = 20241231 } = options;
  const tradeDate = simulatedDays(from, to);
  const randomOf = (part: string): Random => createRandom(deriveSeed(seed, part));
  const market = simulateMarketReturns(tradeDate.length, randomOf('market'));
  return {
    shares: Array.from(STEMS.slice(0, shares), (stem, i) => {
      const symbol = `602${String(i + 1).padStart(3, '0')}.SH`;
      const instrument = describe(symbol, `模拟${stem}`, 'main');
      return { instrument, ...simulateShare(tradeDate, market, randomOf(symbol)) };
    }),
    index: {
      instrument: describe('000000.SH', '模拟指数', 'index'),
      bars: simulateIndex(tradeDate, market, randomOf('index')),
      factors: [],
    },
  };
}

function describe(symbol: string, name: string, board: Board): Instrument {
  return { symbol, name, board, listDate: null, delistDate: null, isSimulated: true };
}

/** The common returns as an index that starts at 4,000. */
function simulateIndex(tradeDate: Int32Array, market: Float64Array, random: Random): BarColumns {
  const bars = emptyColumns(tradeDate);
  const round = (level: number): number => Math.round(level * 1000) / 1000;
  let last = 4000;
  for (let i = 0; i < tradeDate.length; i++) {
    const open = round(last * Math.exp(0.4 * market[i] + 0.002 * random.normal()));
    const close = round(last * Math.exp(market[i]));
    bars.open[i] = open;
    bars.close[i] = close;
    bars.high[i] = round(Math.max(open, close) * Math.exp(0.004 * Math.abs(random.normal())));
    bars.low[i] = round(Math.min(open, close) * Math.exp(-0.004 * Math.abs(random.normal())));
    bars.volume[i] = Math.round(1.2e10 * Math.exp(0.3 * random.normal() + 8 * Math.abs(market[i])));
    bars.amount[i] = Math.round(bars.volume[i] * 12);
    last = close;
  }
  return bars;
}
