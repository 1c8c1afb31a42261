import { z } from 'zod';

const ratio = z.number().min(0).max(1);

export const FEATURE_SELECTIONS = [
  'none',
  'mutualInformation',
  'correlation',
  'permutation',
] as const;
export type FeatureSelection = (typeof FEATURE_SELECTIONS)[number];
export const FEATURE_SETS = ['timing', 'multiPeriod', 'both'] as const;
export type FeatureSet = (typeof FEATURE_SETS)[number];
export const CALIBRATIONS = ['none', 'platt', 'isotonic'] as const;
export type Calibration = (typeof CALIBRATIONS)[number];

/** Settings of the toolkit that every preset has, all off by default. */
export const toolkitSettingsShape = {
  /** Whether positions are held down after losses and in rough markets. */
  riskControl: z.boolean().default(false),
  /** Drawdown of equity beyond which at most `riskDrawdownExposure` of it is held; looked at first. */
  riskDrawdown: ratio.default(0.1),
  riskDrawdownExposure: ratio.default(0.1),
  /** Standard deviation of the last 20 daily returns of the run's symbols, in equal parts. */
  riskVolatility: ratio.default(0.02),
  riskVolatilityExposure: ratio.default(0.5),
  /** The limit of a drawdown holds until no more than this share of `riskDrawdown` is left of it. */
  riskRecovery: ratio.default(0.5),
  /** After so many closes under the limit of a drawdown its peak is counted anew; 0 = never. */
  riskResetDays: z.number().int().min(0).max(2000).default(60),
  /**
   * What is entered has to hold at the lower end of the 90% band: of a probability `buyProbability`, of a
   * predicted return `minReturn`.
   */
  requireBand: z.boolean().default(false),
  /** Least 1 / (1 + variance of the passes with dropout on) of what is entered; 0 = off. */
  minConfidence: ratio.default(0),
  /** Share of the training windows that may lie nearer to their middle than what is entered; 1 = off. */
  maxDistance: ratio.default(1),
  /** How inputs are chosen, on the training part alone. */
  featureSelection: z.enum(FEATURE_SELECTIONS).default('none'),
  /** Inputs that are kept. */
  featureCount: z.number().int().min(1).max(400).default(20),
} as const;

/** Settings of the toolkit for runs whose model gives a probability. */
export const timingToolkitShape = {
  /** Inputs before any choice: the published block, returns and bands over 5, 20 and 50 bars, or both. */
  featureSet: z.enum(FEATURE_SETS).default('timing'),
  /** How probabilities are corrected, fitted on the validation part alone. */
  calibration: z.enum(CALIBRATIONS).default('none'),
} as const;

/** Settings of the toolkit for runs over a cross-section. */
export const selectionToolkitShape = {
  /** Predicted return, with `requireBand` the lower end of its band, that a purchase has to exceed; −1 = off. */
  minReturn: z.number().min(-1).max(1).default(-1),
} as const;

export type ToolkitSettings = z.infer<z.ZodObject<typeof toolkitSettingsShape>>;
export type RiskSettings = Pick<
  ToolkitSettings,
  | 'riskDrawdown'
  | 'riskDrawdownExposure'
  | 'riskVolatility'
  | 'riskVolatilityExposure'
  | 'riskRecovery'
  | 'riskResetDays'
>;
/** What is asked of a prediction before it opens a position. */
export type EntrySettings = Pick<ToolkitSettings, 'requireBand' | 'minConfidence' | 'maxDistance'>;
