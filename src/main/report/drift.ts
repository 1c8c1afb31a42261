import { assert } from '#main/lib/assert.ts';
import { createRandom } from '#main/lib/random.ts';
import type { MonitorReport } from '#shared/toolkitContract.ts';
import { isDispersed, mean, quantile, sampleDeviation } from './moments.ts';

/** The published rule. */
const RECENT = 5;
const MOST_WITHOUT = 10;
const THRESHOLD = 1.5;

/** Share of drawn stretches that pass the limit before it is widened. */
const DRAWN_RATE = 0.001;
/** A few hundred errors do not show their worst: the limit lies this many times higher than drawn. */
const MARGIN = 1.5;
/**
 * Share of stationary stretches of 250 days on which the sum passes its limit, as simulated with squared,
 * correlated errors against baselines of 500.
 */
export const FALSE_ALARM_RATE = 0.002;
/** Standard deviations by which errors may exceed their mean without being summed. */
const SLACK = 0.5;
/** Stretches that are drawn for the limit. */
const DRAWS = 2000;
/** One error counts for at most so many standard deviations: a single bad day is no drift. */
const MOST = 3;
/** Neighbouring errors that are drawn together, since outcomes overlap and calm and rough days cluster. */
const BLOCK = 20;
/** Baseline errors without which their spread means nothing. */
export const FEWEST_BASELINE = 30;

/** Whether the last 5 of more than 10 errors are on average beyond 1.5 × the baseline. Fires often by chance. */
export function ratioRule(live: ArrayLike<number>, baseline: number): MonitorReport['ratioRule'] {
  const last = Array.from(live).slice(-RECENT);
  const recent = live.length > MOST_WITHOUT ? mean(last) : null;
  const ratio = recent !== null && baseline > 0 ? recent / baseline : null;
  return { recent, ratio, threshold: THRESHOLD, isDrift: ratio !== null && ratio > THRESHOLD };
}

export interface SumRule {
  /** After each live error, in standard deviations of the baseline. */
  sums: Float64Array;
  peak: number;
  limit: number;
  /** Index of the first live error beyond the limit; null without one. */
  alarm: number | null;
}

/**
 * A one-sided cumulated sum (Page 1954): Sₜ = max(0, Sₜ₋₁ + min(3, (eₜ − μ)/σ) − 0.5), with μ and σ of the
 * baseline errors. Its limit is 1.5 × what 99.9% of 2,000 stationary stretches of the same length stay under. For
 * each both a baseline and a live stretch are drawn from the baseline in blocks of 20 (Künsch 1989), so
 * that heavy tails, overlapping outcomes and the doubt in μ and σ themselves are in it.
 * Null where the baseline has fewer than 30 errors or no spread, or nothing is live.
 *
 * @param baseline errors of known predictions, oldest first
 * @param live errors since, oldest first
 */
export function sumRule(
  baseline: ArrayLike<number>,
  live: ArrayLike<number>,
  seed: number,
): SumRule | null {
  const known = Float64Array.from(baseline);
  const toScore = createScore(known);
  if (known.length < FEWEST_BASELINE || live.length === 0 || toScore === null) return null;
  const peaks = drawPeaks(known, live.length, seed);
  const drawn = quantile(peaks, 1 - DRAWN_RATE);
  assert(drawn !== null, 'stretches were drawn');
  const limit = MARGIN * drawn;
  const sums = cumulate(Float64Array.from(live, toScore));
  const alarm = sums.findIndex((sum) => sum > limit);
  return {
    sums,
    peak: Math.max(...sums),
    limit,
    alarm: alarm < 0 ? null : alarm,
  };
}

/** Excess over a baseline in its standard deviations; null where it has none. */
function createScore(baseline: Float64Array): ((error: number) => number) | null {
  const deviation = sampleDeviation(baseline);
  if (!isDispersed(deviation, baseline)) return null;
  const centre = mean(baseline);
  return (error) => Math.min(MOST, (error - centre) / deviation) - SLACK;
}

function cumulate(scores: Float64Array): Float64Array {
  let sum = 0;
  return scores.map((score) => (sum = Math.max(0, sum + score)));
}

/** The largest sum on each of many stretches, each against a baseline of its own. */
function drawPeaks(known: Float64Array, length: number, seed: number): Float64Array {
  const random = createRandom(seed);
  const draw = (count: number): Float64Array => {
    let at = 0;
    return new Float64Array(count).map((_, i) => {
      at = i % BLOCK === 0 ? random.below(known.length) : (at + 1) % known.length;
      return known[at];
    });
  };
  return new Float64Array(DRAWS).map(() => {
    const toScore = createScore(draw(known.length));
    return toScore === null ? 0 : Math.max(...cumulate(draw(length).map(toScore)));
  });
}
