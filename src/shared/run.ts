import { z } from 'zod';
import type { CalibrationQuality } from './calibration.ts';
import type { DistanceQuality, ProbabilityBand, RiskRecord } from './confidence.ts';
import { MODEL_KINDS } from './domain.ts';
import type { MarkerKind, ModelKind, RejectionReason, Side, SymbolCode } from './domain.ts';
import { modelSettingsShape, timingModelShape } from './modelSettings.ts';
import { withModelDefaults } from './models.ts';
import { searchRefSchema } from './searchRef.ts';
import { symbolSchema } from './symbolSchema.ts';
import { timingToolkitShape, toolkitSettingsShape } from './toolkitSettings.ts';

export const dateSchema = z.iso.date({ error: 'a date is written YYYY-MM-DD' });
const ratio = z.number().min(0).max(1);
const count = z.number().int().positive();

/** Every setting of `t-timing` with its default; all are open to `--set key=value` and to the window. */
export const timingSettingsSchema = z.strictObject({
  /** Bars ahead that the label looks. */
  horizon: count.max(60).default(3),
  /** The label is 1 when close[t + horizon] / close[t] − 1 exceeds this. */
  labelThreshold: z.number().min(-0.5).max(0.5).default(0.01),
  /** Bars in one sample. */
  lookback: count.max(250).default(10),
  trainBars: count.min(60).default(504),
  retrainEvery: count.default(21),
  embargo: count.default(3),
  validShare: z.number().min(0.05).max(0.5).default(0.15),
  /** Neighbours of SMOTE; 0 switches resampling off. */
  smoteNeighbours: z.number().int().min(0).max(50).default(5),
  epochs: count.max(1000).default(20),
  batchSize: count.max(65536).default(32),
  learningRate: z.number().positive().max(1).default(1e-3),
  patience: count.default(5),
  ...modelSettingsShape,
  ...timingModelShape,
  buyProbability: ratio.default(0.65),
  /** Below this probability the position is closed; 0 switches the exit off. */
  exitProbability: ratio.default(0.35),
  stopLoss: ratio.default(0.05),
  trailingStop: ratio.default(0.08),
  takeProfit: z.number().min(0).max(10).default(0.2),
  /** Gains at which `reduceShare` of the original position is sold; 0 switches a level off. */
  reduceFirst: z.number().min(0).max(10).default(0.08),
  reduceSecond: z.number().min(0).max(10).default(0.14),
  reduceShare: ratio.default(1 / 3),
  /** Share of equity one entry may use, split over the symbols. */
  positionShare: ratio.default(0.95),
  /** `close`: decided at the close, filled at the next open; `intraday`: resting orders within the day. */
  exits: z.enum(['close', 'intraday']).default('close'),
  cash: z.number().positive().max(1e12).default(1_000_000),
  commission: z.number().min(0).max(0.05).default(0.001),
  /** Yuan a fill. */
  minCommission: z.number().min(0).max(1000).default(5),
  /** Share of the price lost on each side. */
  slippage: z.number().min(0).max(0.05).default(0),
  /** Share of a day's volume that one order may take; 1 switches the cap off. */
  volumeCap: z.number().positive().max(1).default(0.025),
  /** `exchange`: every dated A-share rule; `plain`: none of them, for comparison with simple backtesters. */
  rules: z.enum(['exchange', 'plain']).default('exchange'),
  /** Shares already held of the (single) symbol, sellable from the first day, with their cost a share. */
  baseShares: z.number().int().min(0).max(1e10).default(0),
  baseCost: z.number().min(0).max(1e6).default(0),
  benchmark: symbolSchema.default('000300.SH'),
  ...timingToolkitShape,
  ...toolkitSettingsShape,
});
export type TimingSettings = z.infer<typeof timingSettingsSchema>;

const plainConfigSchema = z.strictObject({
  preset: z.literal('t-timing'),
  symbols: z.array(symbolSchema).min(1, 'name at least one symbol').max(50),
  from: dateSchema,
  to: dateSchema,
  model: z.enum(MODEL_KINDS).default('bilstm'),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(0),
  settings: timingSettingsSchema.prefault({}),
  search: searchRefSchema,
});

/** One reproducible run: with the data version it fixes every figure of the report. */
export const timingConfigSchema = z.pipe(
  z.transform((input: z.input<typeof plainConfigSchema>) =>
    withModelDefaults(input, (key) => key in timingSettingsSchema.shape, 'bilstm'),
  ),
  plainConfigSchema,
);
export type TimingConfig = z.infer<typeof timingConfigSchema>;
export type TimingConfigInput = z.input<typeof timingConfigSchema>;

/** Ratios: 0.05 = 5%; null where undefined (too few days, no dispersion). Definitions and formulas: docs/metrics.md. */
export interface Metrics {
  finalEquity: number;
  totalReturn: number;
  annualReturn: number;
  volatility: number | null;
  sharpe: number | null;
  sortino: number | null;
  calmar: number | null;
  /** ≤ 0. */
  maxDrawdown: number;
  /** Longest time under water, in trading days. */
  maxDrawdownDays: number;
  skew: number | null;
  /** Excess kurtosis. */
  kurtosis: number | null;
  valueAtRisk5: number | null;
  /** Annual; null without a benchmark on the span. */
  alpha: number | null;
  beta: number | null;
  informationRatio: number | null;
  /** Share of days with a position. */
  exposure: number;
  /** One-sided traded value / mean equity, a year. */
  turnover: number;
  /** null while nothing was traded. */
  winRate: number | null;
  profitLossRatio: number | null;
  profitFactor: number | null;
  averageHoldingDays: number | null;
  tradeCount: number;
  costs: Costs;
}

/** Yuan, each kind apart. */
export interface Costs {
  commission: number;
  stampDuty: number;
  transferFee: number;
  slippage: number;
}

export interface DatedValue {
  /** YYYY-MM-DD */
  date: string;
  value: number;
}

export interface FillRecord extends Costs {
  date: string;
  symbol: SymbolCode;
  side: Side;
  /** Raw yuan a share, slippage included. */
  price: number;
  shares: number;
}

export interface TradeRecord {
  symbol: SymbolCode;
  entryDate: string;
  exitDate: string;
  entryPrice: number;
  exitPrice: number;
  shares: number;
  /** Yuan after all costs, dividends included. */
  profit: number;
  return: number;
  holdingDays: number;
  exitKind: MarkerKind;
  entryProbability: number | null;
}

export interface RejectionRecord {
  date: string;
  symbol: SymbolCode;
  side: Side;
  shares: number;
  reason: RejectionReason;
}

export interface MarkerRecord {
  date: string;
  symbol: SymbolCode;
  kind: MarkerKind;
  price: number;
  shares: number;
  /** Stable key with figures: `probability 0.71 ≥ 0.65`. */
  reason: string;
  /** Known at the close on which the order was decided; null for a base position. */
  probability: number | null;
}

export interface FoldRecord {
  symbol: SymbolCode;
  index: number;
  trainFrom: string;
  trainTo: string;
  testFrom: string;
  testTo: string;
  epochs: number;
  trainLosses: number[];
  validLosses: number[];
  /** Inputs that were chosen, in their order; left out where all were used. */
  features?: string[];
}

export interface ProbabilityRecord {
  symbol: SymbolCode;
  date: string;
  probability: number;
  fold: number;
  /** Ends of the 90% band around it; this and what follows is left out in reports of earlier versions. */
  lower?: number;
  upper?: number;
  /** 1 / (1 + variance of the passes with dropout on); 1 without them. */
  confidence?: number;
  /** Share of the training windows that lie nearer to their middle, 0..1. */
  distance?: number;
}

/** Figures of the probabilities themselves, out of sample. */
export interface PredictionQuality {
  /** Predictions whose outcome is known; the others are null while there are none. */
  count: number;
  positiveShare: number | null;
  /** null while only one class occurred. */
  auc: number | null;
  brier: number | null;
}

export interface SpanMetrics {
  whole: Metrics;
  predicted: Metrics;
}

export interface RandomBaseline {
  draws: number;
  /** Share of draws with a lower total return, 0..1. */
  percentile: number;
  meanReturn: number;
  lowReturn: number;
  medianReturn: number;
  highReturn: number;
}

export interface Baselines {
  buyAndHold: SpanMetrics;
  logistic: SpanMetrics & { quality: PredictionQuality };
  random: RandomBaseline;
}

export interface BackendInfo {
  /** `tensorflow` is native, `cpu` the JavaScript one. */
  name: 'tensorflow' | 'cpu';
  version: string;
  isNative: boolean;
  /** Why native TensorFlow is not in use, as one English sentence. */
  reason: string | null;
}

/** The report of one run: what is stored, shown, exported and printed by `run --json`. */
export interface TimingReport {
  run: string;
  preset: 't-timing';
  symbols: SymbolCode[];
  from: string;
  to: string;
  seed: number;
  model: ModelKind;
  config: TimingConfig;
  appVersion: string;
  dataVersion: string;
  backend: BackendInfo;
  isSimulated: boolean;
  /** First date with a prediction; earlier bars are training and warm-up. */
  predictedFrom: string;
  metrics: Metrics;
  predictedMetrics: Metrics;
  quality: PredictionQuality;
  /** Left out in reports of earlier versions. */
  calibration?: CalibrationQuality;
  band?: ProbabilityBand;
  distance?: DistanceQuality;
  /** Left out without risk control. */
  risk?: RiskRecord;
  baselines: Baselines;
  equity: DatedValue[];
  buyAndHoldEquity: DatedValue[];
  benchmarkEquity: DatedValue[];
  fills: FillRecord[];
  trades: TradeRecord[];
  rejections: RejectionRecord[];
  markers: MarkerRecord[];
  probabilities: ProbabilityRecord[];
  folds: FoldRecord[];
  /** Days on which a stop and a target were both touched and the worse one was taken. */
  ambiguousDays: number;
  /** Notes on where the run departs from the published system, and why. */
  notes: string[];
  /** Seconds by stage; not part of the hash. */
  timing: Record<string, number>;
  /** SHA-256 over everything above that does not vary between repetitions. */
  hash: string;
}
