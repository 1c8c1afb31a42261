import { z } from 'zod';
import type { DistanceQuality, RiskRecord } from './confidence.ts';
import type { SymbolCode } from './domain.ts';
import { dateSchema } from './run.ts';
import type {
  BackendInfo,
  DatedValue,
  FillRecord,
  MarkerRecord,
  Metrics,
  RandomBaseline,
  RejectionRecord,
  TradeRecord,
} from './run.ts';
import { searchRefSchema } from './searchRef.ts';
import { symbolSchema } from './symbolSchema.ts';
import { modelsFor, withModelDefaults } from './models.ts';
import type { SelectionModel } from './models.ts';
import {
  PRESET_TASKS,
  SELECTION_DEFAULTS,
  SELECTION_PRESETS,
  selectionSettingsOf,
} from './selectionSettings.ts';
import type { SelectionPreset } from './selectionSettings.ts';

/** `all`: every stock in the store, no funds and no indices; `csi300`: the members stored for the run's dates. */
export const universeSchema = z.union([
  z.enum(['all', 'csi300']),
  z.array(symbolSchema).min(2, 'a cross-section needs at least two symbols').max(6000),
]);
export type Universe = z.infer<typeof universeSchema>;

export { SELECTION_MODELS } from './models.ts';
export type { SelectionModel } from './models.ts';

/** Models that give what the preset trades on. */
export const modelsOfPreset = (preset: SelectionPreset): readonly SelectionModel[] =>
  modelsFor(PRESET_TASKS[preset]);

const configOf = <P extends SelectionPreset>(preset: P) =>
  z.strictObject({
    preset: z.literal(preset),
    universe: universeSchema,
    /** First bar that training may use. */
    from: dateSchema,
    /** First day that is predicted and traded; no label used in training is known later than the day before. */
    split: dateSchema,
    to: dateSchema,
    model: z.enum(modelsOfPreset(preset)).default(SELECTION_DEFAULTS[preset].model),
    seed: z
      .number()
      .int()
      .min(0)
      .max(2 ** 31 - 1)
      .default(0),
    settings: selectionSettingsOf(preset).prefault({}),
    search: searchRefSchema,
  });

const plainConfigSchema = z.discriminatedUnion('preset', [
  configOf('lstm-select'),
  configOf('cnn-select'),
  configOf('lstm-top30'),
  configOf('multi-factor'),
  configOf('portfolio-transformer'),
]);
const settingKeys = new Set(Object.keys(selectionSettingsOf('lstm-select').shape));

/** One reproducible run over a cross-section. */
export const selectionConfigSchema = z.pipe(
  z.transform((input: z.input<typeof plainConfigSchema>) =>
    withModelDefaults(input, (key) => settingKeys.has(key), ownModel(input)),
  ),
  plainConfigSchema,
);

/** The model whose sizes the preset's own defaults are. */
function ownModel(input: unknown): string | undefined {
  const known = z.object({ preset: z.enum(SELECTION_PRESETS) }).safeParse(input);
  return known.success ? SELECTION_DEFAULTS[known.data.preset].model : undefined;
}

export type SelectionConfig = z.infer<typeof selectionConfigSchema>;
export type SelectionConfigInput = z.input<typeof selectionConfigSchema>;

/** Figures of the scores themselves on the test span; null where undefined. */
export interface SelectionQuality {
  /** Symbol-days with a score and a known outcome. */
  count: number;
  /** Of standardised labels: the loss of training, out of sample. */
  meanSquaredError: number | null;
  meanAbsoluteError: number | null;
  /** Mean over days of the correlation (of ranks) between score and outcome. */
  ic: number | null;
  rankIc: number | null;
  /** Mean / standard deviation over days. */
  icRatio: number | null;
  rankIcRatio: number | null;
  daily: { date: string; ic: number | null; rankIc: number | null }[];
  monthly: { month: string; ic: number | null; rankIc: number | null }[];
  /** Mean raw outcome by tenth of the day's scores, worst first; fewer groups on small universes. */
  deciles: number[];
}

/** The band in which an outcome is expected, and how many came to lie in it; of standardised labels. */
export interface PredictionBand {
  /** Share of outcomes that it promises to hold. */
  level: number;
  /** Share of known test outcomes that it held, with its 95% interval; null while none is known. */
  coverage: number | null;
  low: number;
  high: number;
  /** Known outcomes. */
  count: number;
  /** Upper less lower end, mean over predictions. */
  meanWidth: number;
}

export interface HoldingsDay {
  date: string;
  /** Share of equity at the close, largest first. */
  positions: { symbol: SymbolCode; shares: number; weight: number }[];
}

export interface Contributor {
  symbol: SymbolCode;
  name: string;
  /** Yuan after all costs, open positions at their last close. */
  profit: number;
  trades: number;
}

export interface TrainingRecord {
  samples: number;
  validSamples: number;
  trainFrom: string;
  trainTo: string;
  trainLosses: number[];
  trainErrors: number[];
  validLosses: number[];
  /** Inputs that were chosen, in their order; left out where all were used. */
  features?: string[];
}

export interface SelectionBaseline {
  metrics: Metrics;
  equity: DatedValue[];
}

export interface SelectionReport {
  run: string;
  preset: SelectionPreset;
  symbols: SymbolCode[];
  from: string;
  split: string;
  to: string;
  seed: number;
  model: SelectionModel;
  config: SelectionConfig;
  appVersion: string;
  dataVersion: string;
  backend: BackendInfo;
  isSimulated: boolean;
  /** First traded date with scores; the account runs from there to the end. */
  predictedFrom: string;
  metrics: Metrics;
  quality: SelectionQuality;
  /** Left out where predictions are no returns, and by runs from before there was one. */
  band?: PredictionBand;
  /** Left out by runs from before it was kept. */
  distance?: DistanceQuality;
  /** Left out without risk control. */
  risk?: RiskRecord;
  baselines: {
    /** Every symbol of the universe in equal parts, rebalanced as often as the strategy, after costs. */
    universe: SelectionBaseline;
    /** The same strategy on scores of ridge regression over the same inputs. */
    ridge: SelectionBaseline & { quality: SelectionQuality; band?: PredictionBand };
    random: RandomBaseline;
  };
  equity: DatedValue[];
  benchmarkEquity: DatedValue[];
  /**
   * Mean return of each day's `holdCount` best from close to close, compounded without costs, lots,
   * limits or the wait for the next open: what lstm-top30's document counts. Empty for the other presets.
   */
  idealEquity: DatedValue[];
  /** Equity / benchmark, both rebased to 1 − 1. */
  excess: DatedValue[];
  holdings: HoldingsDay[];
  contributors: Contributor[];
  fills: FillRecord[];
  trades: TradeRecord[];
  rejections: RejectionRecord[];
  markers: MarkerRecord[];
  training: TrainingRecord[];
  /** What the choice of symbols knew of the future, as English sentences with stable beginnings. */
  survivorship: string[];
  notes: string[];
  timing: Record<string, number>;
  hash: string;
}

/** One line of a day's ranking. */
export interface RankRow {
  /** From 1; equal scores share the middle of their places, so that halves occur. */
  rank: number;
  symbol: SymbolCode;
  name: string;
  score: number;
  /** 1 − (rank − 1) / (scores − 1), 1 = best; equal scores share it. */
  percentile: number;
  close: number;
  /** The label's raw outcome as far as the run knew it. */
  outcome: number | null;
  /** Whether the outcome reaches behind the last bar that the run read, whatever is stored since. */
  isBehindEnd: boolean;
  isHeld: boolean;
  /** Ends of the 90% band around the score; null where it has none, like what follows. */
  lower: number | null;
  upper: number | null;
  /** 1 / (1 + variance of the passes with dropout on). */
  confidence: number | null;
  /** Share of the training windows that lie nearer to their middle, 0..1. */
  distance: number | null;
}

export interface Ranking {
  run: string;
  date: string;
  /** All dates with scores, oldest first. */
  dates: string[];
  rows: RankRow[];
}

export interface ScoreHistory {
  run: string;
  symbol: SymbolCode;
  dates: string[];
  score: (number | null)[];
  rank: (number | null)[];
  /** How many symbols had a score that day. */
  counts: number[];
}
