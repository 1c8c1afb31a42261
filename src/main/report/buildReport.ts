import { assert } from '#main/lib/assert.ts';
import { toIsoDate } from '#main/lib/dates.ts';
import type { SymbolCode } from '#shared/domain.ts';
import type {
  BackendInfo,
  FoldRecord,
  PredictionQuality,
  ProbabilityRecord,
  TimingConfig,
  TimingReport,
} from '#shared/run.ts';
import type { AccountHistory } from './account.ts';
import { rebased } from './benchmark.ts';
import { calibrationQuality } from './calibration.ts';
import { hashReport } from './hashReport.ts';
import { computeSpanMetrics } from './metrics.ts';
import { predictionQuality } from './quality.ts';
import { randomBaseline } from './randomBaseline.ts';
import {
  toDatedValues,
  toFillRecord,
  toMarkerRecord,
  toRejectionRecord,
  toTradeRecord,
} from './records.ts';

/** Out-of-sample predictions of one symbol, one element a predicted day, oldest first. */
export interface SymbolPredictions {
  symbol: SymbolCode;
  dates: Int32Array;
  /** 0..1, known at the close of its date. */
  probability: ArrayLike<number>;
  /** 1 or 0; NaN while the outcome is not known yet. */
  label: ArrayLike<number>;
  /** Index of the fold that made it. */
  fold: ArrayLike<number>;
}

export interface ReportInput {
  run: string;
  config: TimingConfig;
  appVersion: string;
  dataVersion: string;
  backend: BackendInfo;
  isSimulated: boolean;
  /** All three over the same dates. */
  strategy: AccountHistory;
  buyAndHold: AccountHistory;
  logistic: AccountHistory;
  /** Total return of each random draw over the same dates. */
  randomReturns: ArrayLike<number>;
  /** Benchmark closes on the strategy's dates, NaN where it has none; null without a benchmark. */
  benchmark: Float64Array | null;
  predictions: readonly SymbolPredictions[];
  logisticPredictions: readonly SymbolPredictions[];
  folds: readonly FoldRecord[];
  notes: readonly string[];
  /** Seconds by stage. */
  timing: Record<string, number>;
}

/** The record of one finished run: what is stored, shown, exported and printed. Needs at least one prediction. */
export function buildReport(input: ReportInput): TimingReport {
  const { config, strategy, benchmark } = input;
  const predictedFrom = firstPrediction(input.predictions);
  const spans = (account: AccountHistory) =>
    computeSpanMetrics({ ...account, benchmark }, predictedFrom);
  const { whole, predicted } = spans(strategy);
  const report = {
    run: input.run,
    preset: config.preset,
    symbols: config.symbols,
    from: config.from,
    to: config.to,
    seed: config.seed,
    model: config.model,
    config,
    appVersion: input.appVersion,
    dataVersion: input.dataVersion,
    backend: input.backend,
    isSimulated: input.isSimulated,
    predictedFrom: toIsoDate(predictedFrom),
    metrics: whole,
    predictedMetrics: predicted,
    quality: joinedQuality(input.predictions),
    calibration: calibrationQuality(...joined(input.predictions)),
    baselines: {
      buyAndHold: spans(input.buyAndHold),
      logistic: { ...spans(input.logistic), quality: joinedQuality(input.logisticPredictions) },
      random: randomBaseline(whole.totalReturn, input.randomReturns),
    },
    equity: toDatedValues(strategy.dates, strategy.equity),
    buyAndHoldEquity: toDatedValues(input.buyAndHold.dates, input.buyAndHold.equity),
    benchmarkEquity: benchmark ? rebased(strategy, benchmark) : [],
    fills: strategy.fills.map(toFillRecord),
    trades: strategy.trades.map(toTradeRecord),
    rejections: strategy.rejections.map(toRejectionRecord),
    markers: strategy.markers.map(toMarkerRecord),
    probabilities: input.predictions.flatMap(toProbabilities),
    folds: [...input.folds],
    ambiguousDays: strategy.ambiguousDays,
    notes: [...input.notes],
    timing: input.timing,
  };
  return { ...report, hash: hashReport(report) };
}

function firstPrediction(predictions: readonly SymbolPredictions[]): number {
  const firsts = predictions.filter(({ dates }) => dates.length > 0).map(({ dates }) => dates[0]);
  assert(firsts.length > 0, 'a report needs at least one prediction');
  return Math.min(...firsts);
}

/** One figure over the predictions of all symbols. */
function joinedQuality(predictions: readonly SymbolPredictions[]): PredictionQuality {
  return predictionQuality(...joined(predictions));
}

const joined = (
  predictions: readonly SymbolPredictions[],
): [probability: number[], label: number[]] => [
  predictions.flatMap(({ probability }) => Array.from(probability)),
  predictions.flatMap(({ label }) => Array.from(label)),
];

function toProbabilities(predictions: SymbolPredictions): ProbabilityRecord[] {
  return Array.from(predictions.dates, (date, i) => ({
    symbol: predictions.symbol,
    date: toIsoDate(date),
    probability: predictions.probability[i],
    fold: predictions.fold[i],
  }));
}
