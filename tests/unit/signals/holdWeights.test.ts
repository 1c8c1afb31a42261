import { describe, expect, it } from 'vitest';
import { runBacktest } from '#main/backtest/runBacktest.ts';
import { holdWeights } from '#main/signals/holdWeights.ts';
import { randomScores } from '#main/signals/randomScores.ts';
import type { Scores } from '#main/signals/scores.ts';
import type { Strategy } from '#main/signals/strategy.ts';
import { topK } from '#main/signals/topK.ts';
import type { DailySeries } from '#shared/domain.ts';
import { makeInstrument, makeSeries } from '#tests/fixtures/dailySeries.ts';
import { FREE } from '#tests/fixtures/scripted.ts';

const PACE = { holdDays: 1, rebalance: 'days', positionCap: 1 } as const;
const DAYS = 45;
const SERIES = ['600001.SH', '600002.SH', '600003.SH'].map((symbol) =>
  makeSeries(
    symbol,
    Array.from({ length: DAYS }, () => ({ close: 10 })),
  ),
);

function scoresOf(row: (day: number) => readonly number[], mayBuy?: Uint8Array): Scores {
  return {
    dates: SERIES[0].tradeDate,
    symbols: SERIES.map(({ symbol }) => symbol),
    values: Float64Array.from(Array.from({ length: DAYS }, (_, day) => [...row(day)]).flat()),
    areWeights: true,
    ...(mayBuy && { mayBuy }),
  };
}

function run(strategy: Strategy, series: readonly DailySeries[] = SERIES) {
  return runBacktest({
    series,
    instruments: series.map(({ symbol }) => makeInstrument(symbol)),
    ...{ from: series[0].tradeDate[0], to: 99991231, strategy, cash: 1_000_100 },
    ...{ costs: FREE, rules: 'exchange' },
  });
}

/** Shares held in the end, by the last digit of the symbol. */
const held = (strategy: Strategy): Record<string, number> => {
  const shares: Record<string, number> = {};
  for (const { symbol, side, shares: count } of run(strategy).fills) {
    const name = symbol.slice(5, 6);
    shares[name] = (shares[name] ?? 0) + (side === 'buy' ? count : -count);
  }
  return shares;
};

describe('holding weights', () => {
  it('buys each symbol for its share of equity', () => {
    const weights = holdWeights(
      PACE,
      scoresOf(() => [0.5, 0.3, 0.2]),
    );
    expect(held(weights)).toEqual({ 1: 50_000, 2: 30_000, 3: 20_000 });
  });

  it('gives the weight of what may not be bought to the others, and leaves 0 alone', () => {
    const mayBuy = Uint8Array.from({ length: 3 * DAYS }, (_, at) => Number(at % 3 !== 1));
    const weights = holdWeights(
      PACE,
      scoresOf(() => [0.4, 0.6, 0], mayBuy),
    );
    expect(held(weights)).toEqual({ 1: 100_000 });
  });

  it('keeps as cash what is beyond the cap', () => {
    const weights = holdWeights(
      { ...PACE, positionCap: 0.4 },
      scoresOf(() => [0.9, 0.1, NaN]),
    );
    expect(held(weights)).toEqual({ 1: 40_000, 2: 10_000 });
  });

  it('trades anew when weights move, in lots, sells first', () => {
    const moving = holdWeights(
      PACE,
      scoresOf((day) => (day < 20 ? [0.5, 0.5, 0] : [0.2, 0.5, 0.3])),
    );
    const { fills } = run(moving);
    expect(fills.map(({ symbol, side }) => `${symbol.slice(5, 6)} ${side}`)).toEqual([
      ...['1 buy', '2 buy', '1 sell', '3 buy'],
    ]);
    expect(fills[2].shares).toBeCloseTo(30_000, -3);
    expect(fills[3].shares).toBeCloseTo(30_000, -3);
    expect(fills.every(({ shares }) => shares % 100 === 0)).toBe(true);
  });

  it('draws by chance the same weights for other symbols', () => {
    const scores = scoresOf((day) => (day % 2 === 0 ? [0.5, 0.3, 0.2] : [0.1, 0.9, 0]));
    const drawn = Array.from({ length: 6 }, (_, seed) =>
      randomScores('portfolio-transformer', { holdCount: 2, holdDays: 1 }, scores, seed),
    );
    for (const { values } of drawn) {
      expect([...values.subarray(0, 3)].sort()).toEqual([0.2, 0.3, 0.5]);
      expect([...values.subarray(3, 6)].sort()).toEqual([0, 0.1, 0.9]);
      expect(values.indexOf(0.3) % 3).toBe(values.indexOf(0.9) % 3);
    }
    expect(new Set(drawn.map(({ values }) => values.join())).size).toBeGreaterThan(1);
  });
});

describe('a monthly rebalance', () => {
  it('is decided at the first close of each month', () => {
    const best = scoresOf((day) => (day % 2 === 0 ? [3, 2, 1] : [1, 2, 3]));
    const strategy = topK(
      { holdCount: 1, weighting: 'equal', ...PACE, holdDays: 5, rebalance: 'months' },
      best,
    );
    const dates = [...new Set(run(strategy).fills.map(({ tradeDate }) => tradeDate))];
    const months = [...new Set(Array.from(best.dates, (date) => Math.floor(date / 100)))];
    expect(dates.length).toBeLessThanOrEqual(months.length);
    for (const date of dates) {
      const at = best.dates.indexOf(date);
      const before = best.dates.findIndex(
        (day) => Math.floor(day / 100) === Math.floor(best.dates[at - 1] / 100),
      );
      expect(at - 1).toBe(before);
    }
  });
});
