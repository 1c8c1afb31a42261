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
import { distanceQuality } from './distanceQuality.ts';
import { hashReport } from './hashReport.ts';
import { computeSpanMetrics } from './metrics.ts';
import { probabilityBand, probabilityBandNotes } from './probabilityBand.ts';
import { predictionQuality } from './quality.ts';
import { randomBaseline } from './randomBaseline.ts';
import { riskRecord } from './riskRecord.ts';
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
  /** Ends of the 90% band, confidence and distance of each, NaN where unknown; left out where none is known. */
  doubts?: Record<'lower' | 'upper' | 'confidence' | 'distance', ArrayLike<number>>;
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
    ...confidenceOf(input.predictions),
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
    ...(strategy.limits && { risk: riskRecord(strategy.limits, strategy, predictedFrom) }),
    notes: [...input.notes, ...confidenceNotes(input.predictions)],
    timing: input.timing,
  };
  return { ...report, hash: hashReport(report) };
}

type Confidence = Pick<TimingReport, 'band' | 'distance'>;

/** The band and the distances of all symbols together. */
function confidenceOf(predictions: readonly SymbolPredictions[]): Confidence {
  const known = predictions.filter(({ doubts }) => doubts);
  const column = (key: 'lower' | 'upper' | 'distance'): number[] =>
    known.flatMap(({ doubts }) => Array.from(doubts?.[key] ?? []));
  const [probability, label] = joined(known);
  const band = probabilityBand({
    ...{ probability, label, lower: column('lower'), upper: column('upper') },
  });
  const distance = distanceQuality(
    column('distance'),
    probability.map((said, i) => (said - label[i]) ** 2),
  );
  return { ...(band && { band }), ...(distance && { distance }) };
}

const confidenceNotes = (predictions: readonly SymbolPredictions[]): string[] =>
  probabilityBandNotes(confidenceOf(predictions).band ?? null);

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
    ...knownOf(predictions, i),
  }));
}

/** Nothing of what is not known. */
function knownOf({ doubts }: SymbolPredictions, i: number): Partial<ProbabilityRecord> {
  if (!doubts) return {};
  const kept = (['lower', 'upper', 'confidence', 'distance'] as const).filter(
    (key) => !Number.isNaN(doubts[key][i]),
  );
  return Object.fromEntries(kept.map((key) => [key, doubts[key][i]]));
}
