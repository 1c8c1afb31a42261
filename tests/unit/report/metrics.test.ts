import { expect, it, describe } from 'vitest';
import { z } from 'zod';
import type { Trade } from '#main/backtest/types.ts';
import { computeMetrics, computeSpanMetrics } from '#main/report/metrics.ts';
import type { MetricsInput } from '#main/report/metrics.ts';
import { fromIsoDate } from '#main/lib/dates.ts';
import type { Metrics } from '#shared/run.ts';
import { describeWithShared, readShared } from '#tests/fixtures/shared.ts';

const input = (equity: number[], more: Partial<MetricsInput> = {}): MetricsInput => ({
  dates: Int32Array.from(equity, (_, i) => 20240101 + i),
  equity: Float64Array.from(equity),
  positionValue: new Float64Array(equity.length),
  fills: [],
  trades: [],
  ...more,
});

const trade = (profit: number, holdingDays = 4, exitDate = 20240102): Trade => ({
  symbol: '600519.SH',
  entryDate: 20240101,
  exitDate,
  entryPrice: 10,
  exitPrice: 10 + profit / 100,
  shares: 100,
  profit,
  return: profit / 1000,
  holdingDays,
  exitKind: 'sell',
  entryProbability: 0.7,
  isBase: false,
});

const fill = (tradeDate: number, side: 'buy' | 'sell', price: number, shares: number) => ({
  tradeDate,
  symbol: '600519.SH',
  side,
  price,
  shares,
  commission: 5,
  stampDuty: side === 'sell' ? 1 : 0,
  transferFee: 0.1,
  slippage: 2,
});

const numbers = (metrics: Metrics): (number | null)[] => {
  const { costs, ...figures } = metrics;
  return [...Object.values<number | null>(figures), ...Object.values<number>({ ...costs })];
};

describeWithShared('metrics against the reference figures', () => {
  const golden = z
    .record(z.string(), z.number())
    .parse(JSON.parse(readShared('golden', 'metrics_600519.json')));
  const { equity } = z
    .object({ equity: z.array(z.tuple([z.string(), z.number()])) })
    .parse(JSON.parse(readShared('golden', 'backtrader_600519.json')));
  const closes = new Map(
    readShared('data', 'bars', 'sh000300.csv')
      .split('\n')
      .map((line) => line.split(','))
      .map((cells) => [cells[0], Number(cells[4])]),
  );
  const metrics = computeMetrics({
    ...input(equity.map(([, value]) => value)),
    dates: Int32Array.from(equity, ([date]) => fromIsoDate(date)),
    benchmark: Float64Array.from(equity, ([date]) => closes.get(date) ?? NaN),
  });

  it.each([
    ['totalReturn', 'total_return'],
    ['annualReturn', 'annual_return_252'],
    ['volatility', 'annual_volatility'],
    ['sharpe', 'sharpe'],
    ['sortino', 'sortino'],
    ['maxDrawdown', 'max_drawdown'],
    ['skew', 'skew'],
    ['kurtosis', 'excess_kurtosis'],
    ['valueAtRisk5', 'var_5pct_historical'],
    ['beta', 'beta'],
    ['alpha', 'alpha_annual'],
    ['informationRatio', 'information_ratio_daily'],
  ] as const)('%s equals %s', (own, theirs) => {
    expect(metrics[own]).toBeCloseTo(golden[theirs], 10);
  });
});

describe('computeMetrics', () => {
  it('counts the days below an earlier peak, an episode open at the end included', () => {
    const recovered = computeMetrics(input([100, 120, 110, 115, 120, 119, 121]));
    expect(recovered.maxDrawdownDays).toBe(2);
    expect(recovered.maxDrawdown).toBeCloseTo(110 / 120 - 1, 12);
    expect(computeMetrics(input([100, 90, 95, 99, 98])).maxDrawdownDays).toBe(4);
    expect(computeMetrics(input([100, 101, 102])).maxDrawdownDays).toBe(0);
  });

  it('divides the annual return by the deepest drawdown for calmar', () => {
    const metrics = computeMetrics(input([100, 80, 110]));
    expect(metrics.annualReturn).toBeCloseTo(1.1 ** 126 - 1, 6);
    expect(metrics.calmar).toBeCloseTo(metrics.annualReturn / 0.2, 6);
  });

  it('takes trades after costs: shares of wins, mean and summed wins over losses', () => {
    const trades = [trade(300, 2), trade(100, 4), trade(-200, 9), trade(0, 1)];
    const metrics = computeMetrics(input([100, 101], { trades }));
    expect(metrics).toMatchObject({
      tradeCount: 4,
      winRate: 0.5,
      profitLossRatio: 1,
      profitFactor: 2,
      averageHoldingDays: 4,
    });
  });

  it('leaves ratios of wins to losses undefined until both occurred', () => {
    const metrics = computeMetrics(input([100, 101], { trades: [trade(10)] }));
    expect(metrics).toMatchObject({ winRate: 1, profitLossRatio: null, profitFactor: null });
  });

  it('counts exposure in days held and turnover one-sided a year', () => {
    const metrics = computeMetrics(
      input([1000, 1000, 1000, 1000], {
        positionValue: Float64Array.from([0, 1, 1, 0]),
        fills: [fill(20240102, 'buy', 5, 100), fill(20240104, 'sell', 5, 100)],
      }),
    );
    expect(metrics.exposure).toBe(0.5);
    expect(metrics.turnover).toBeCloseTo((500 / 1000) * (252 / 3), 9);
    expect(metrics.costs).toEqual({ commission: 10, stampDuty: 1, transferFee: 0.2, slippage: 4 });
  });

  it('measures alpha, beta and information ratio on the days both have', () => {
    const benchmark = Float64Array.from([10, 11, NaN, 12, 12.6, 12]);
    const equity = [100, 120, 130, 140, 154, 138];
    const metrics = computeMetrics(input(equity, { benchmark }));
    expect(metrics.beta).toBeGreaterThan(1);
    const same = computeMetrics(input(equity, { benchmark: Float64Array.from(equity) }));
    expect(same.beta).toBeCloseTo(1, 12);
    expect(same.alpha).toBeCloseTo(0, 12);
    expect(same.informationRatio).toBeNull();
  });

  it.each<[string, MetricsInput]>([
    ['constant equity', input([100, 100, 100, 100, 100])],
    ['equity that grows by the same share each day', input([100, 110, 121, 133.1, 146.41])],
    ['a single day', input([100])],
    ['two days', input([100, 99])],
    ['a wipe-out', input([100, 50, 0, 0, 0])],
    [
      'a benchmark without any value',
      input([1, 2, 3], { benchmark: new Float64Array(3).fill(NaN) }),
    ],
    ['a flat benchmark', input([1, 2, 3, 2], { benchmark: new Float64Array(4).fill(7) })],
  ])('gives finite figures or null for %s', (_, given) => {
    for (const value of numbers(computeMetrics(given))) {
      expect(value === null || Number.isFinite(value)).toBe(true);
    }
  });

  it('says null, not 0, where a figure has no meaning', () => {
    expect(computeMetrics(input([100, 100, 100, 100]))).toMatchObject({
      totalReturn: 0,
      annualReturn: 0,
      volatility: 0,
      sharpe: null,
      sortino: null,
      calmar: null,
      skew: null,
      kurtosis: null,
      winRate: null,
      alpha: null,
    });
    expect(computeMetrics(input([100])).volatility).toBeNull();
    expect(computeMetrics(input([100, 0])).annualReturn).toBe(-1);
  });

  it('refuses columns of different lengths', () => {
    expect(() => computeMetrics({ ...input([1, 2]), positionValue: Float64Array.of(1) })).toThrow(
      'position',
    );
  });
});

describe('computeSpanMetrics', () => {
  it('starts the predicted span from its first close, rebased to the first equity', () => {
    const given = input([1000, 900, 1800, 2700], {
      positionValue: Float64Array.from([1, 1, 0, 0]),
      trades: [trade(5, 1, 20240101), trade(-7, 2, 20240103)],
      fills: [fill(20240101, 'buy', 5, 100), fill(20240103, 'sell', 5, 100)],
    });
    const { whole, predicted } = computeSpanMetrics(given, 20240102);
    expect(whole).toMatchObject({ finalEquity: 2700, exposure: 0.5, tradeCount: 2 });
    expect(predicted).toMatchObject({ finalEquity: 3000, totalReturn: 2, tradeCount: 1 });
    expect(predicted.exposure).toBeCloseTo(1 / 3, 12);
    expect(predicted.costs.commission).toBe(5);
  });

  it('refuses a first prediction after the last day', () => {
    expect(() => computeSpanMetrics(input([1, 2]), 20250101)).toThrow('within the span');
  });
});
