import { describe, expect, it } from 'vitest';
import type { DailySeries } from '#shared/domain.ts';
import { runBacktest } from '#main/backtest/runBacktest.ts';
import type { BacktestInput, BacktestResult } from '#main/backtest/types.ts';
import { idealEquity } from '#main/signals/idealEquity.ts';
import type { Scores } from '#main/signals/scores.ts';
import type { Strategy } from '#main/signals/strategy.ts';
import { equalWeight, topK } from '#main/signals/topK.ts';
import { makeInstrument, makeSeries } from '#tests/fixtures/dailySeries.ts';
import { FREE } from '#tests/fixtures/scripted.ts';

const SETTINGS = { holdCount: 2, weighting: 'equal', holdDays: 1, positionCap: 1 } as const;
const DAYS = 6;

const seriesOf = (closes: (day: number) => number, symbol: string): DailySeries =>
  makeSeries(
    symbol,
    Array.from({ length: DAYS }, (_, day) => ({ close: closes(day) })),
  );
const STILL = [10, 20, 40].map((price, i) => seriesOf(() => price, `60000${i + 1}.SH`));

function scoresOf(series: DailySeries[], row: (day: number) => number[]): Scores {
  return {
    dates: series[0].tradeDate,
    symbols: series.map(({ symbol }) => symbol),
    values: Float64Array.from(Array.from({ length: DAYS }, (_, day) => row(day)).flat()),
  };
}

function run(
  series: DailySeries[],
  strategy: Strategy,
  more: Partial<BacktestInput> = {},
): BacktestResult {
  return runBacktest({
    series,
    instruments: series.map(({ symbol }) => makeInstrument(symbol)),
    from: series[0].tradeDate[0],
    to: 99991231,
    strategy,
    // A little beyond the round sum, for the transfer fee.
    cash: 100_100,
    costs: FREE,
    rules: 'exchange',
    ...more,
  });
}

const listFills = (result: BacktestResult): [string, string, number][] =>
  result.fills.map(({ symbol, side, shares }) => [symbol.slice(5, 6), side, shares]);

describe('holding the best', () => {
  it('buys them in equal parts and then lets them be while they stay the best', () => {
    const result = run(
      STILL,
      topK(
        SETTINGS,
        scoresOf(STILL, () => [3, 2, 1]),
      ),
    );
    expect(listFills(result)).toEqual([
      ['1', 'buy', 5000],
      ['2', 'buy', 2500],
    ]);
  });

  it('exchanges only what changed, the sale paying for the purchase at the same open', () => {
    const scores = scoresOf(STILL, (day) => (day < 2 ? [3, 2, 1] : [3, 1, 2]));
    const result = run(STILL, topK(SETTINGS, scores));
    expect(listFills(result).slice(2)).toEqual([
      ['2', 'sell', 2500],
      ['3', 'buy', 1200],
    ]);
    const dates = result.fills.slice(2).map(({ tradeDate }) => tradeDate);
    expect(dates).toEqual([STILL[0].tradeDate[3], STILL[0].tradeDate[3]]);
  });

  it('trades back to equal parts when prices drift apart by more than a twentieth', () => {
    const closes = [10, 10, 10, 10.9, 11.9, 11.9];
    const series = [seriesOf((day) => closes[day], '600001.SH'), STILL[1]];
    const result = run(
      series,
      topK(
        SETTINGS,
        scoresOf(series, () => [2, 1]),
      ),
    );
    // On 10.9 a position is 4% beyond its part, on 11.9 it is 9%: 5000 against 4605 shares.
    // The sale of 300 pays for one lot of the two and a half that are missing.
    expect(listFills(result).slice(2)).toEqual([
      ['1', 'sell', 300],
      ['2', 'buy', 100],
    ]);
  });

  it('rebalances every holdDays closes only', () => {
    const scores = scoresOf(STILL, (day) => (day % 2 === 0 ? [3, 2, 1] : [1, 2, 3]));
    const result = run(STILL, topK({ ...SETTINGS, holdDays: 2 }, scores));
    expect(result.fills).toHaveLength(2);
  });

  it('keeps a suspended position, and spends only the rest of the equity', () => {
    const gap = makeSeries(
      '600001.SH',
      [10, 10, 10, 10, 10, 10].map((close, day) => ({ close, volume: day >= 2 ? 0 : 1e9 })),
    );
    const series = [gap, STILL[1], STILL[2]];
    const scores = scoresOf(series, (day) => (day < 2 ? [3, 2, 1] : [NaN, 1, 2]));
    const result = run(series, topK({ ...SETTINGS, holdCount: 1 }, scores));
    expect(listFills(result)).toEqual([['1', 'buy', 10_000]]);
    expect(result.rejections.every(({ reason }) => reason === 'belowLot')).toBe(true);
  });

  it('records a first purchase that is smaller than a lot', () => {
    const result = run(
      STILL,
      topK(
        SETTINGS,
        scoresOf(STILL, () => [1, 2, 3]),
      ),
      { cash: 3000 },
    );
    expect(result.fills).toEqual([]);
    expect(result.rejections[0]).toMatchObject({ reason: 'belowLot', shares: 38 });
  });

  it('gives none more than the cap', () => {
    const strategy = topK(
      { ...SETTINGS, positionCap: 0.1 },
      scoresOf(STILL, () => [3, 2, 1]),
    );
    const result = run(STILL, strategy);
    expect(result.positionValue.at(-1)).toBe(20_000);
  });
});

describe('the universe in equal parts', () => {
  it('holds everything that may be bought', () => {
    const scores = scoresOf(STILL, () => [1, 2, 3]);
    const mayBuy = Uint8Array.from(scores.values, (_, at) => Number(at % 3 !== 1));
    const strategy = equalWeight({ holdDays: 5 }, { ...scores, mayBuy });
    const result = run(STILL, strategy, { shares: 'any', cash: 100_000 });
    const rounded = listFills(result).map(([symbol, , shares]) => [
      symbol,
      Math.round(shares / 10),
    ]);
    expect(rounded).toEqual([
      ['1', 500],
      ['3', 125],
    ]);
  });
});

describe('the ideal curve', () => {
  const series = [
    seriesOf((day) => 10 * 1.1 ** day, '600001.SH'),
    seriesOf(() => 20, '600002.SH'),
    seriesOf((day) => 40 * 0.9 ** day, '600003.SH'),
  ];

  it('compounds the mean return of the best, from the close on which they were chosen', () => {
    const curve = idealEquity(
      scoresOf(series, (day) => (day === 0 ? [1, 2, 3] : [3, 2, 1])),
      series,
      2,
    );
    expect(curve[0]).toBe(1);
    expect(curve[1]).toBeCloseTo(0.95, 10);
    expect(curve[2]).toBeCloseTo(0.95 * 1.05, 10);
  });

  it('does not know the scores of a day before its close', () => {
    const known = idealEquity(
      scoresOf(series, () => [3, 2, 1]),
      series,
      1,
    );
    const altered = scoresOf(series, (day) => (day < 3 ? [3, 2, 1] : [1, 2, 3]));
    expect([...idealEquity(altered, series, 1).slice(0, 4)]).toEqual([...known.slice(0, 4)]);
  });

  it('sees no loss in an ex-date', () => {
    const split = makeSeries('600001.SH', [
      { close: 10 },
      { close: 5, factor: 2 },
      ...Array.from({ length: 4 }, () => ({ close: 5, factor: 2 })),
    ]);
    expect([
      ...idealEquity(
        scoresOf([split], () => [1]),
        [split],
        1,
      ),
    ]).toEqual([1, 1, 1, 1, 1, 1]);
  });
});
