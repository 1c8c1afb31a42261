import { assert } from '#main/lib/assert.ts';
import type { CalibrationQuality, ReliabilityBin } from '#shared/calibration.ts';
import { wilsonInterval } from './interval.ts';

const BINS = 10;

/**
 * Reliability curve over ten equally wide bins, the parts of the Brier score after Murphy 1973 and the
 * expected calibration error. Brier = reliability − resolution + uncertainty, but for what probabilities
 * differ within a bin.
 *
 * @param probability in 0..1
 * @param label 1 or 0; NaN while the outcome is not known yet, such predictions are left out
 */
export function calibrationQuality(
  probability: ArrayLike<number>,
  label: ArrayLike<number>,
): CalibrationQuality {
  assert(probability.length === label.length, 'one label a probability');
  const sums = Array.from({ length: BINS }, () => ({ count: 0, said: 0, positives: 0 }));
  for (let i = 0; i < label.length; i++) {
    if (Number.isNaN(label[i])) continue;
    const bin = sums[Math.min(BINS - 1, Math.floor(probability[i] * BINS))];
    bin.count++;
    bin.said += probability[i];
    bin.positives += label[i];
  }
  const bins = sums.flatMap(({ count, said, positives }, i): ReliabilityBin[] => {
    if (count === 0) return [];
    const shares = { meanProbability: said / count, positiveShare: positives / count };
    const span = { from: i / BINS, to: (i + 1) / BINS };
    return [{ ...span, count, ...shares, ...wilsonInterval(positives, count) }];
  });
  return { bins, ...partsOf(bins) };
}

function partsOf(bins: readonly ReliabilityBin[]): Omit<CalibrationQuality, 'bins'> {
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) {
    return { reliability: null, resolution: null, uncertainty: null, expectedError: null };
  }
  const weighted = (of: (bin: ReliabilityBin) => number): number =>
    bins.reduce((sum, bin) => sum + (bin.count / total) * of(bin), 0);
  const base = weighted(({ positiveShare }) => positiveShare);
  return {
    reliability: weighted((bin) => (bin.meanProbability - bin.positiveShare) ** 2),
    resolution: weighted(({ positiveShare }) => (positiveShare - base) ** 2),
    uncertainty: base * (1 - base),
    expectedError: weighted((bin) => Math.abs(bin.meanProbability - bin.positiveShare)),
  };
}
