import { z } from 'zod';
import { assert } from '#main/lib/assert.ts';
import type { ProbabilityBand } from '#shared/confidence.ts';
import { calibrate } from './calibrationFit.ts';
import type { Calibrator } from './calibrationFit.ts';
import { Z90 } from './confidence.ts';
import { mean } from './moments.ts';

const LEVEL = 0.9;
const GROUPS = 10;

/** How far a probability may lie too high and too low, 0..1. */
export const probabilityDoubtSchema = z.object({ below: z.number(), above: z.number() });
export type ProbabilityDoubt = z.infer<typeof probabilityDoubtSchema>;

/**
 * How far probabilities may be off, as validation shows it: 1.645 standard errors of their mean error on
 * either side, and on the side to which they err that error too. An outcome of 0 or 1 lies in no useful band
 * around one probability, so it is the probability that the band is for. Labels that look `horizon` bars
 * ahead overlap: only each `horizon`-th counts.
 *
 * @param label 1 or 0, of windows that training did not see
 * @returns 1 and 1, which says nothing, where there are fewer than two
 */
export function probabilityDoubt(
  probability: ArrayLike<number>,
  label: ArrayLike<number>,
  horizon: number,
): ProbabilityDoubt {
  assert(probability.length === label.length, 'one label a probability');
  const count = label.length;
  if (count < 2) return { below: 1, above: 1 };
  const errors = Float64Array.from(label, (value, i) => value - probability[i]);
  const bias = mean(errors);
  const variance = errors.reduce((sum, error) => sum + (error - bias) ** 2, 0) / (count - 1);
  const effective = Math.max(1, count / horizon);
  const reach = Z90 * Math.sqrt(variance / effective);
  return {
    below: Math.min(1, reach + Math.max(0, -bias)),
    above: Math.min(1, reach + Math.max(0, bias)),
  };
}

export interface DoubtInput {
  probability: number;
  /** Of `probabilityDoubt`. */
  doubt: ProbabilityDoubt;
  /** Mean and standard deviation over passes with dropout on, before any correction; without them 0. */
  passMean?: number;
  spread?: number;
  calibrator?: Calibrator;
}

/**
 * The ends of the 90% band around one probability: the doubt of validation and 1.645 standard deviations of
 * the passes, carried through the correction where there is one, added as squares; cut to 0..1.
 */
export function probabilityEnds({
  probability,
  doubt,
  passMean = 0,
  spread = 0,
  calibrator,
}: DoubtInput): { lower: number; upper: number } {
  const corrected = (raw: number): number =>
    calibrate(calibrator ?? null, Math.min(1, Math.max(0, raw)));
  const passes =
    spread > 0
      ? Math.abs(corrected(passMean + Z90 * spread) - corrected(passMean - Z90 * spread)) / 2
      : 0;
  return {
    lower: Math.max(0, probability - Math.hypot(doubt.below, passes)),
    upper: Math.min(1, probability + Math.hypot(doubt.above, passes)),
  };
}

interface BandColumns {
  probability: ArrayLike<number>;
  lower: ArrayLike<number>;
  upper: ArrayLike<number>;
  /** 1 or 0; NaN while unknown. */
  label: ArrayLike<number>;
}

/**
 * Whether what was said holds: of ten equally wide groups of probabilities those count as held in which the
 * share that came true lies between the means of the ends. Null without any band.
 */
export function probabilityBand({
  probability,
  lower,
  upper,
  label,
}: BandColumns): ProbabilityBand | null {
  const places = Array.from(probability, (_, i) => i).filter((i) => !Number.isNaN(lower[i]));
  if (places.length === 0) return null;
  const groups = Array.from({ length: GROUPS }, () => ({ count: 0, low: 0, high: 0, came: 0 }));
  for (const i of places) {
    if (Number.isNaN(label[i])) continue;
    const group = groups[Math.min(GROUPS - 1, Math.floor(probability[i] * GROUPS))];
    group.count++;
    group.low += lower[i];
    group.high += upper[i];
    group.came += label[i];
  }
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  const held = groups.filter(({ low, high, came }) => low <= came && came <= high);
  const width = places.reduce((sum, i) => sum + upper[i] - lower[i], 0);
  return {
    level: LEVEL,
    meanWidth: width / places.length,
    count,
    coverage: count === 0 ? null : held.reduce((sum, group) => sum + group.count, 0) / count,
  };
}

/** A sentence for the report where shares that came true lay outside the band of what was said. */
export function probabilityBandNotes(band: ProbabilityBand | null): string[] {
  if (band === null || band.coverage === null || band.coverage >= 0.85) return [];
  const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;
  return [
    `The 90% band of the probabilities held the share that came true for ${percent(band.coverage)} of ${band.count} predictions only: it is too narrow.`,
  ];
}
