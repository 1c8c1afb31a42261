import { assert } from '#main/lib/assert.ts';
import type { PredictionBand } from '#shared/selection.ts';
import { bandCoverage, combineBand, conformalBand, coverageNote } from './confidence.ts';

const LEVEL = 0.9;

export interface BandInput {
  /** Label − prediction on the validation part, NaN where the model had nothing to say. */
  residuals: ArrayLike<number>;
  /** Of the test part, NaN where the model had nothing to say. */
  predictions: ArrayLike<number>;
  /** Standard deviation of each prediction over passes with dropout on, where there were any. */
  spread?: ArrayLike<number>;
  /** Of the test part, NaN while unknown. They are counted, and decide nothing of the band. */
  labels: ArrayLike<number>;
}

/**
 * The 90% band around the predictions of the test part, and how much of what came it holds, both in units
 * of the standardised label. Its width is known before the first test label: it follows from validation
 * residuals (split conformal) and the spread of passes. Definitions in docs/metrics.md.
 *
 * @returns null where there are too few residuals to promise anything, or no prediction
 */
export function predictionBand({
  residuals,
  predictions,
  spread,
  labels,
}: BandInput): PredictionBand | null {
  assert(predictions.length === labels.length, 'one label a prediction');
  const half = bandHalf(residuals);
  const places = Array.from(predictions, (_, i) => i).filter((i) => isKnown(predictions[i]));
  if (half === null || places.length === 0) return null;
  const bands = places.map((i) => combineBand(predictions[i], half, spread?.[i] ?? 0));
  const { share, low, high, count } = bandCoverage(
    bands.map(({ lower }) => lower),
    bands.map(({ upper }) => upper),
    places.map((i) => labels[i]),
  );
  const width = bands.reduce((sum, { lower, upper }) => sum + (upper - lower), 0);
  return { level: LEVEL, coverage: share, low, high, count, meanWidth: width / bands.length };
}

/** Half the width of the 90% band that these residuals ask for; null where they are too few to promise it. */
export function bandHalf(residuals: ArrayLike<number>): number | null {
  const half = conformalBand(Float64Array.from(residuals).filter(isKnown), LEVEL);
  return half === Infinity ? null : half;
}

const isKnown = (value: number): boolean => !Number.isNaN(value);

/** What a report says of a band that does not hold what it promises. */
export function bandNotes(band: PredictionBand | null): string[] {
  const note = band && coverageNote({ ...band, share: band.coverage });
  return note === null ? [] : [note];
}
