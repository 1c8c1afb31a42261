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
    /** Left out: the run's first symbol. */
    symbol: symbolSchema.optional(),
    date: dateSchema,
  }),
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
  /** Population-stability index over deciles of the training part; above 0.25 is a marked shift. */
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
  /** What the figures rest on, as English sentences with stable beginnings. */
  evidence: string[];
  /** Whether training anew is proposed, and a config field to change for it. */
  proposal: { retrain: boolean; to: string | null };
}

export interface FeatureImportance {
  feature: string;
  /** Mean growth of the squared error when the column is shuffled; may be negative. */
  increase: number;
  /** Standard error of that mean over repetitions. */
  error: number;
}

/** Contribution of one input to one day's prediction. */
export interface Contribution {
  feature: string;
  /** Sum over the window, in units of the prediction. */
  value: number;
  /** The input at the close of that day, unscaled; null where it has no value. */
  input: number | null;
}

export interface Explanation {
  run: string;
  symbol: SymbolCode;
  date: string;
  /** The model's probability, or score in the label's scale, before calibration. */
  prediction: number;
  /** Prediction for the mean window of the training part, in whose direction contributions count. */
  baseline: number;
  /** Σ of contributions − (prediction − baseline): what the steps of the integral leave over. */
  residual: number;
  /** Largest size first. */
  contributions: Contribution[];
  /** Dates of the window, oldest first, with what their bar contributes. */
  overTime: { date: string; value: number }[];
  /** On the test predictions of the run's last folds, each with its own model; largest first. */
  importance: FeatureImportance[];
}

export interface ToolkitOutputs {
  'runs.monitor': MonitorReport;
  'runs.explain': Explanation;
}

export const TOOLKIT_JOBS = [
  'runs.monitor',
  'runs.explain',
] as const satisfies readonly (keyof typeof toolkitInputs)[];
