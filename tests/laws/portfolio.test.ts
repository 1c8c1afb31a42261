import { describe, expect, it } from 'vitest';
import type { DailySeries } from '#shared/domain.ts';
import { runBacktest } from '#main/backtest/runBacktest.ts';
import type { BacktestInput } from '#main/backtest/types.ts';
import { createRandom } from '#main/lib/random.ts';
import { holdWeights } from '#main/signals/holdWeights.ts';
import { rotation } from '#main/signals/rotation.ts';
import { markEligible } from '#main/signals/scores.ts';
import type { Scores } from '#main/signals/scores.ts';
import type { Market, Strategy } from '#main/signals/strategy.ts';
import { equalWeight, topK } from '#main/signals/topK.ts';
import {
  expectConserved,
  expectNothingSoldSameDay,
  limitsAnew,
  lotOf,
  profitOf,
  replay,
  resultUpTo,
  shiftYears,
} from '#tests/fixtures/accountReplay.ts';
import { makeInstrument } from '#tests/fixtures/dailySeries.ts';
import { drawScores } from '#tests/fixtures/randomScores.ts';
import { stormySeries } from '#tests/fixtures/stormySeries.ts';

const SYMBOLS = [
  ...Array.from({ length: 10 }, (_, i) => `60000${i}.SH`),
  '300750.SZ',
  '688981.SH',
  '430047.BJ',
  '000001.SZ',
];
const SETTINGS = {
  holdCount: 5,
  weighting: 'logRank',
  holdDays: 3,
  positionCap: 0.4,
  allowSt: false,
  minListedBars: 20,
} as const;

/** Open and close orders of both sides without sense, several a day in one symbol. */
function mixedOrders(scores: Scores, seed: number): Strategy {
  const random = createRandom(seed);
  const act = (market: Market, symbol: number): void => {
    const [chance, isClose] = [random.next(), random.next() < 0.5];
    const base = {
      symbol,
      reason: 'random',
      probability: null,
      at: isClose ? 'close' : 'open',
    } as const;
    const shares = 1 + random.below(9000) / 3;
    if (chance < 0.3) market.order({ ...base, side: 'buy', kind: 'buy', shares });
    else if (chance < 0.5) market.order({ ...base, side: 'sell', kind: 'sell', shares: Infinity });
    else if (chance < 0.6) market.order({ ...base, side: 'sell', kind: 'sell', shares });
  };
  return {
    onClose(market) {
      for (let symbol = 0; symbol < scores.symbols.length; symbol++) {
        if (market.barCount(symbol) === 0) continue;
        act(market, symbol);
        act(market, symbol);
      }
    },
  };
}

/** Scores as shares of equity by day. */
function asWeights(scores: Scores): Scores {
  const width = scores.symbols.length;
  const positive = scores.values.map((value) => (value === value ? Math.exp(value) : NaN));
  const values = positive.map((value, at) => {
    const row = positive.subarray(at - (at % width), at - (at % width) + width);
    return value / row.reduce((sum, one) => sum + (one === one ? one : 0), 0);
  });
  return { ...scores, values, areWeights: true };
}

const STRATEGIES: Record<string, (scores: Scores, seed: number) => Strategy> = {
  rotation: (scores) => rotation(SETTINGS, scores),
  topK: (scores) => topK({ ...SETTINGS, weighting: 'equal', holdDays: 1 }, scores),
  equalWeight: (scores) => equalWeight(SETTINGS, scores),
  holdWeights: (scores) => holdWeights({ ...SETTINGS, rebalance: 'days' }, asWeights(scores)),
  'mixed orders': mixedOrders,
};

const MODES = [
  { mode: 'lots of the exchange', rules: 'exchange', shares: 'lots' },
  { mode: 'any part of a share', rules: 'exchange', shares: 'any' },
  { mode: 'the document', rules: 'document', shares: 'lots' },
] as const;

const CASES = MODES.flatMap((mode) =>
  Object.keys(STRATEGIES).flatMap((name) => [1, 2].map((seed) => ({ ...mode, name, seed }))),
);

const marketOf = (seed: number): DailySeries[] =>
  SYMBOLS.map((symbol, i) => shiftYears(stormySeries(symbol, 260 - 7 * i, seed), 5));

function inputOf(
  { name, seed, rules, shares }: (typeof CASES)[number],
  series: DailySeries[],
  scores: Scores,
): BacktestInput {
  return {
    series,
    instruments: series.map(({ symbol }) => makeInstrument(symbol)),
    from: scores.dates[0],
    to: 99991231,
    strategy: STRATEGIES[name](scores, seed),
    cash: 200_000,
    costs: { commission: 0.0003, minCommission: 5, slippage: 0.0002, volumeCap: 0.025 },
    rules,
    shares,
  };
}

/** The same bars up to a date; later ones at other prices, every fourth of them missing. */
function changeAfter(series: DailySeries, last: number): DailySeries {
  const { tradeDate } = series;
  const rows = [...tradeDate.keys()].filter((row) => tradeDate[row] <= last || row % 4 !== 0);
  const pick = (column: Float64Array): Float64Array =>
    Float64Array.from(rows, (row) => column[row]);
  const move = (column: Float64Array): Float64Array =>
    Float64Array.from(rows, (row) =>
      tradeDate[row] <= last
        ? column[row]
        : Math.max(0.05, Math.round(column[row] * (100 + 30 * Math.sin(row))) / 100),
    );
  const { open, high, low, close, volume, amount, factor, isSt } = series;
  return {
    symbol: series.symbol,
    tradeDate: Int32Array.from(rows, (row) => tradeDate[row]),
    ...{ open: move(open), high: move(high), low: move(low), close: move(close) },
    ...{ volume: pick(volume), amount: pick(amount), factor: pick(factor) },
    isSt: Uint8Array.from(rows, (row) => isSt[row]),
  };
}

describe.each(CASES)('a portfolio of $name under $mode, market $seed', (one) => {
  const series = marketOf(one.seed);
  const scores = markEligible(
    drawScores(series[0].tradeDate.slice(30), SYMBOLS, one.seed),
    series,
    SETTINGS,
  );
  const input = inputOf(one, series, scores);
  const result = runBacktest(input);
  const findSeries = (symbol: string): DailySeries => series.find((own) => own.symbol === symbol)!;

  it('trades and is refused, so that the laws below are about something', () => {
    expect(result.fills.length).toBeGreaterThan(100);
    expect(result.rejections.length).toBeGreaterThan(5);
    expect(result.dividends.length).toBeGreaterThan(5);
  });

  it('conserves money on every bar, retold from fills and dividends alone', () => {
    expectConserved(input, result);
  });

  it('accounts for all of the change in equity by realised and unrealised profit', () => {
    expect(result.equity.at(-1)! - input.cash).toBeCloseTo(profitOf(input, result), 4);
  });

  it('sells nothing on the day it was bought, unless the document has its way', () => {
    if (one.rules === 'document') return;
    expectNothingSoldSameDay(input, result);
  });

  it('fills nothing at a limit of its side, nor on a day without volume', () => {
    for (const fill of result.fills) {
      const own = findSeries(fill.symbol);
      const bar = own.tradeDate.indexOf(fill.tradeDate);
      expect(own.volume[bar]).toBeGreaterThan(0);
      expect(fill.shares).toBeLessThanOrEqual(own.volume[bar] * 0.025);
      if (one.rules === 'document') continue;
      const { up, down } = limitsAnew(own, bar);
      const near = (price: number): boolean => Math.abs(fill.price / price - 1) < 0.0003;
      const prices = [own.open[bar], own.close[bar]].filter(near);
      expect(prices.length).toBeGreaterThan(0);
      if (fill.side === 'buy') expect(Math.min(...prices)).toBeLessThan(up);
      else expect(Math.max(...prices)).toBeGreaterThan(down);
    }
  });

  it('respects lots where there are lots', () => {
    if (one.mode !== 'lots of the exchange') return;
    for (const { startShares, fills } of replay(input, result)) {
      const held = new Map(startShares);
      const bought = new Map<string, number>();
      for (const { symbol, side, shares } of fills) {
        const { min, isStepOne } = lotOf(symbol);
        const isWhole = isStepOne ? shares >= min : shares % 100 === 0;
        const sellable = held.get(symbol)! - (bought.get(symbol) ?? 0);
        expect(isWhole || (side === 'sell' && shares === sellable)).toBe(true);
        held.set(symbol, held.get(symbol)! + (side === 'buy' ? shares : -shares));
        if (side === 'buy') bought.set(symbol, (bought.get(symbol) ?? 0) + shares);
      }
    }
  });

  it('gives the same result for the same seed', () => {
    expect(runBacktest(inputOf(one, series, scores))).toEqual(result);
  });

  it.each([0.3, 0.8])(
    'decides the same up to a day, whatever bars and scores come later (%d)',
    (share) => {
      const row = Math.floor(scores.dates.length * share);
      const last = scores.dates[row];
      const known = (row + 1) * SYMBOLS.length;
      const later = {
        ...scores,
        values: scores.values.map((value, at) => (at < known ? value : -3 * value + 1)),
        mayBuy: scores.mayBuy!.map((may, at) => (at < known ? may : 1 - may)),
      };
      const changed = series.map((own) => changeAfter(own, last));
      expect(resultUpTo(runBacktest(inputOf(one, changed, later)), last)).toEqual(
        resultUpTo(result, last),
      );
    },
  );
});
