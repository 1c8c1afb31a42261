import { assert } from '#main/lib/assert.ts';
import { wilsonInterval } from './interval.ts';

/** Two-sided 90% quantile of the standard normal. */
export const Z90 = 1.6448536269514722;

/** Share of outcomes inside their bands, with its 95% interval. */
export interface BandCoverage {
  count: number;
  /** Null while no outcome is known. */
  share: number | null;
  low: number;
  high: number;
}

/** One prediction with its doubt. */
export interface Band {
  lower: number;
  upper: number;
  /** See `confidenceOf`. */
  confidence: number;
}

/** Outcomes that are not known yet (NaN) are left out; the ends belong to a band. */
export function bandCoverage(
  lower: ArrayLike<number>,
  upper: ArrayLike<number>,
  outcome: ArrayLike<number>,
): BandCoverage {
  assert(lower.length === outcome.length && upper.length === outcome.length, 'a band an outcome');
  let [count, hits] = [0, 0];
  for (let i = 0; i < outcome.length; i++) {
    if (Number.isNaN(outcome[i])) continue;
    count++;
    hits += Number(lower[i] <= outcome[i] && outcome[i] <= upper[i]);
  }
  return { count, share: count === 0 ? null : hits / count, ...wilsonInterval(hits, count) };
}

/** A sentence for the report where a 90% band does not cover 85–95% of the outcomes; null where it does. */
export function coverageNote({ share, low, high, count }: BandCoverage): string | null {
  if (share === null || (share >= 0.85 && share <= 0.95)) return null;
  const percent = (value: number): string => `${(value * 100).toFixed(1)}%`;
  return `The 90% band covered ${percent(share)} of ${count} outcomes (95% interval ${percent(low)} to ${percent(high)}): it is too ${share < 0.85 ? 'narrow' : 'wide'}.`;
}

/**
 * Half the width of a band around predictions, by split conformal prediction (Lei et al. 2018): the
 * ⌈(n + 1) · level⌉-th smallest size of the residuals. While residuals can be exchanged it covers at least
 * `level` of new outcomes. Infinity where there are too few residuals to promise it.
 *
 * @param residuals of a validation part that training did not see
 */
export function conformalBand(residuals: ArrayLike<number>, level: number): number {
  const sizes = Float64Array.from(residuals, Math.abs).sort();
  const place = Math.ceil((sizes.length + 1) * level);
  return place > sizes.length ? Infinity : sizes[place - 1];
}

/** 1 / (1 + variance of the passes), as published; 1 without a spread. */
export const confidenceOf = (spread: number): number => 1 / (1 + spread ** 2);

/**
 * The 90% band around one prediction from the half width that validation asks for and the standard
 * deviation over repeated passes with dropout on (Gal & Ghahramani 2016), 0 without them; the two doubts
 * add as squares, as independent ones do.
 */
export function combineBand(prediction: number, residual: number, spread: number): Band {
  const reach = Math.hypot(residual, Z90 * spread);
  return {
    lower: prediction - reach,
    upper: prediction + reach,
    confidence: confidenceOf(spread),
  };
}
