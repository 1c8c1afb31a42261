/** Predictions between two probabilities, and what came of them. */
export interface ReliabilityBin {
  /** From `from` up to, but without, `to`; the last bin holds 1 too. */
  from: number;
  to: number;
  count: number;
  meanProbability: number;
  /** Share whose outcome was positive, with its 95% interval (Wilson). */
  positiveShare: number;
  low: number;
  high: number;
}

/** How well probabilities say how often; null while no outcome is known. */
export interface CalibrationQuality {
  /** Those that hold predictions. */
  bins: ReliabilityBin[];
  /** Mean squared distance of the bins' shares from what was said; less is better. */
  reliability: number | null;
  /** Mean squared distance of the bins' shares from the share of all; more is better. */
  resolution: number | null;
  /** Variance of the outcomes: the Brier score of always saying their share. */
  uncertainty: number | null;
  /** Mean distance of the bins' shares from what was said, weighted by count. */
  expectedError: number | null;
}
