import { z } from 'zod';
import type { SymbolCode } from './domain.ts';
import { dateSchema } from './run.ts';
import { runIdSchema } from './runId.ts';
import { symbolSchema } from './symbolSchema.ts';

/** What is asked of a finished run. */
export const toolkitInputs = {
  'runs.monitor': z.strictObject({ run: runIdSchema }),
  'runs.explain': z.strictObject({
    run: runIdSchema,
    /** Left out: the run's first symbol; of a cross-section the one that scored best on the date. */
    symbol: symbolSchema.optional(),
    date: dateSchema,
  }),
  /** Computed where it is not stored yet; of `t-timing` by symbol, the run's first where none is named. */
  'runs.importance': z.strictObject({ run: runIdSchema, symbol: symbolSchema.optional() }),
  /** What is stored; null where nothing was computed. */
  'runs.storedImportance': z.strictObject({ run: runIdSchema, symbol: symbolSchema.optional() }),
} as const;

/** Errors of predictions over some days; one record a day, the mean of its symbols. */
export interface ErrorSpan {
  from: string | null;
  to: string | null;
  records: number;
  /** Null without records. */
  meanSquaredError: number | null;
}

/** How far an input has moved since training. */
export interface FeatureShift {
  feature: string;
  /** Population-stability index over deciles of the training part; see `MonitorReport.shiftChance`. */
  index: number;
}

export const MONITOR_STATES = ['stable', 'drift', 'tooFew'] as const;
export type MonitorState = (typeof MONITOR_STATES)[number];

export interface MonitorReport {
  run: string;
  state: MonitorState;
  /** The run's own predictions out of sample, as far as their outcomes were known to it. */
  baseline: ErrorSpan;
  /** Days whose outcome became known after the run, with the last fold's model where it is stored. */
  live: ErrorSpan;
  /** The published rule: the last 5 of more than 10 records against 1.5 × the baseline. */
  ratioRule: { recent: number | null; ratio: number | null; threshold: number; isDrift: boolean };
  /** The stronger rule: a cumulated sum of excess errors against its limit; it alone decides `state`. */
  sumRule: {
    peak: number;
    limit: number;
    /** Share of stationary stretches of this length on which it fires. */
    falseAlarmRate: number;
    isDrift: boolean;
    since: string | null;
  };
  /** Squared error of each live day, and the sum behind the stronger rule. */
  records: { date: string; squaredError: number; sum: number }[];
  /** Largest first; empty where the inputs cannot be read again. */
  shifts: FeatureShift[];
  /** What chance gives over so many live bars, and above what a shift is marked; left out without shifts. */
  shiftChance?: { bars: number; mean: number; marked: number };
  /** What the figures rest on, as English sentences with stable beginnings. */
  evidence: string[];
  /** Whether training anew is proposed, and a config field to change for it. */
  proposal: { retrain: boolean; to: string | null };
}

export interface FeatureImportance {
  feature: string;
  /** Mean growth of the squared error, or fall of the rank IC, when the column is shuffled; may be negative. */
  increase: number;
  /** Standard error of that mean over repetitions. */
  error: number;
}

/** What tells how good predictions are: outputs that are no forecasts are judged by the order they give. */
export const IMPORTANCE_MEASURES = ['squaredError', 'rankIc'] as const;
export type ImportanceMeasure = (typeof IMPORTANCE_MEASURES)[number];

/** How much a run's predictions on its test windows lean on each input. */
export interface RunImportance {
  run: string;
  /** Null for a cross-section, which is looked at as a whole. */
  symbol: SymbolCode | null;
  measure: ImportanceMeasure;
  /** The undisturbed mean squared error, of scaled labels in a cross-section, or mean rank IC of a day. */
  base: number;
  /** Test windows that were shuffled, and the days of the first and the last of them. */
  windows: number;
  from: string;
  to: string;
  /** Largest first. */
  features: FeatureImportance[];
}

/**
 * What a prediction is: a probability; a score in the label's own unit (mostly a return), in standard
 * deviations of its day, or of no unit but its order; a share of the portfolio.
 */
export const EXPLAINED_UNITS = ['probability', 'label', 'standardised', 'order', 'weight'] as const;
export type ExplainedUnit = (typeof EXPLAINED_UNITS)[number];

/** Contribution of one input to one day's prediction. */
export interface Contribution {
  feature: string;
  /** Sum over the window, in units of the prediction. */
  value: number;
  /** The input at the close of that day, null where it has no value; of a cross-section as it was scaled. */
  input: number | null;
}

export interface Explanation {
  run: string;
  symbol: SymbolCode;
  date: string;
  isSimulated: boolean;
  /** Whether bars of the run's span have been corrected, removed or added since: inputs are of today's bars. */
  isDataChanged: boolean;
  unit: ExplainedUnit;
  /** The model's probability before calibration, or its score. */
  prediction: number;
  /**
   * Prediction for the mean window of the training part in the place of the day's, against which contributions
   * count; of a model that reads whole dates the other symbols stay as they were.
   */
  baseline: number;
  /** Σ of contributions − (prediction − baseline): at most 1% of their sizes together. */
  residual: number;
  /** Largest size first. */
  contributions: Contribution[];
  /** Dates of the window, oldest first, with what their bar contributes. */
  overTime: { date: string; value: number }[];
  /**
   * The share of attention that each date gets, oldest first, 1 in all: mean over the heads of the last layer
   * and over the bars that look. Null for a model without attention over time.
   */
  attention: { date: string; weight: number }[] | null;
  /** The share of attention that each symbol of the date gets, itself among them; null where none looks at others. */
  neighbours: { symbol: SymbolCode; weight: number }[] | null;
}

export interface ToolkitOutputs {
  'runs.monitor': MonitorReport;
  'runs.explain': Explanation;
  'runs.importance': RunImportance;
  'runs.storedImportance': RunImportance | null;
}

export const TOOLKIT_JOBS = [
  'runs.monitor',
  'runs.explain',
  'runs.importance',
] as const satisfies readonly (keyof typeof toolkitInputs)[];
