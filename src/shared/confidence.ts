/** How far predictions lay from what their models were trained on, and how good they were there. */
export interface DistanceQuality {
  /** Percentile of the training windows from which on a prediction is counted as outside. */
  bound: number;
  /** Predictions whose distance is known. */
  count: number;
  /** Share of them that lie outside. */
  outsideShare: number;
  inside: DistanceGroup;
  outside: DistanceGroup;
}

export interface DistanceGroup {
  /** Predictions with a known outcome. */
  count: number;
  /** Mean squared error: the Brier score of probabilities, of standardised labels else; null without any. */
  error: number | null;
}

/** The 90% band around probabilities, and whether shares that came true lay in it. */
export interface ProbabilityBand {
  level: number;
  /** Upper less lower end, mean over predictions. */
  meanWidth: number;
  /** Predictions with a known outcome. */
  count: number;
  /** Share of them in groups of like probabilities whose share that came true their band held. */
  coverage: number | null;
}

export const RISK_KINDS = ['drawdown', 'volatility'] as const;
export type RiskKind = (typeof RISK_KINDS)[number];

/** A stretch of closes on which risk control held the account down. */
export interface RiskEvent {
  kind: RiskKind;
  /** First and last close under the limit. */
  from: string;
  to: string;
  /** Closes from the first to the last one. */
  days: number;
  /** Whether the limit was still in force at the end. */
  isOpen: boolean;
  /** Drawdown or volatility at the first close, and what it may be. */
  value: number;
  threshold: number;
  /** Most of equity that may be held. */
  limit: number;
  /** Share of equity that was held at the first close, and mean over the closes behind it; null for a single one. */
  exposure: number;
  laterExposure: number | null;
}

export interface RiskRecord {
  events: RiskEvent[];
  /** Closes under a limit, of all from the first prediction or position on. */
  days: number;
  closes: number;
}
