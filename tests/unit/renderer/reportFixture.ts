import { timingConfigSchema } from '#shared/run.ts';
import type { Metrics, TimingReport } from '#shared/run.ts';

export function makeMetrics(change: Partial<Metrics> = {}): Metrics {
  return {
    finalEquity: 1_100_000,
    totalReturn: 0.1,
    annualReturn: 0.05,
    volatility: 0.12,
    sharpe: 0.4,
    sortino: 0.6,
    calmar: 0.3,
    maxDrawdown: -0.15,
    maxDrawdownDays: 120,
    skew: 0.1,
    kurtosis: 3,
    valueAtRisk5: -0.02,
    alpha: null,
    beta: null,
    informationRatio: null,
    exposure: 0.3,
    turnover: 4,
    winRate: 0.55,
    profitLossRatio: 1.2,
    profitFactor: 1.3,
    averageHoldingDays: 8,
    tradeCount: 40,
    costs: { commission: 900, stampDuty: 400, transferFee: 10, slippage: 0 },
    ...change,
  };
}

/** A small finished run whose figures a test changes where it cares. */
export function makeReport(change: Partial<TimingReport> = {}): TimingReport {
  const config = timingConfigSchema.parse({
    preset: 't-timing',
    symbols: ['600519.SH'],
    from: '2018-01-02',
    to: '2025-02-28',
  });
  const whole = makeMetrics();
  const quality = { count: 900, positiveShare: 0.4, auc: 0.5, brier: 0.25 };
  return {
    run: 't-timing-1',
    preset: 't-timing',
    symbols: config.symbols,
    from: config.from,
    to: config.to,
    seed: 0,
    model: 'bilstm',
    config,
    appVersion: '0.1.0',
    dataVersion: 'data',
    backend: { name: 'tensorflow', version: '2', isNative: true, reason: null },
    isSimulated: false,
    predictedFrom: '2021-02-01',
    metrics: whole,
    predictedMetrics: whole,
    quality,
    baselines: {
      buyAndHold: { whole, predicted: whole },
      logistic: { whole, predicted: whole, quality },
      random: {
        draws: 200,
        percentile: 0.5,
        meanReturn: 0.1,
        lowReturn: -0.1,
        medianReturn: 0.1,
        highReturn: 0.3,
      },
    },
    equity: [
      { date: '2018-01-02', value: 1_000_000 },
      { date: '2021-02-01', value: 1_000_000 },
      { date: '2025-02-28', value: 1_100_000 },
    ],
    buyAndHoldEquity: [],
    benchmarkEquity: [],
    fills: [],
    trades: [],
    rejections: [],
    markers: [],
    probabilities: [],
    folds: [],
    ambiguousDays: 0,
    notes: [],
    timing: {},
    hash: 'hash',
    ...change,
  };
}
