import { assert } from '#main/lib/assert.ts';
import type { PredictionQuality } from '#shared/run.ts';

/**
 * How good probabilities are on labels they had not seen.
 * @param probability in 0..1
 * @param label 1 or 0; NaN while the outcome is not known yet, such predictions are left out
 */
export function predictionQuality(
  probability: ArrayLike<number>,
  label: ArrayLike<number>,
): PredictionQuality {
  assert(probability.length === label.length, 'one label a probability');
  const pairs: { probability: number; label: number }[] = [];
  for (let i = 0; i < label.length; i++) {
    if (!Number.isNaN(label[i])) pairs.push({ probability: probability[i], label: label[i] });
  }
  if (pairs.length === 0) return { count: 0, positiveShare: null, auc: null, brier: null };
  const positives = pairs.filter((pair) => pair.label === 1).length;
  const squares = pairs.reduce((sum, pair) => sum + (pair.probability - pair.label) ** 2, 0);
  return {
    count: pairs.length,
    positiveShare: positives / pairs.length,
    auc: areaUnderCurve(pairs, positives),
    brier: squares / pairs.length,
  };
}

/**
 * Chance that a random positive is ranked above a random negative, ties counting half (Mann–Whitney U with mid-ranks).
 * null while only one class occurred.
 */
function areaUnderCurve(
  pairs: { probability: number; label: number }[],
  positives: number,
): number | null {
  const negatives = pairs.length - positives;
  if (positives === 0 || negatives === 0) return null;
  const sorted = [...pairs].sort((a, b) => a.probability - b.probability);
  let rankSum = 0;
  for (let from = 0; from < sorted.length;) {
    let to = from;
    while (to < sorted.length && sorted[to].probability === sorted[from].probability) to++;
    const midRank = (from + 1 + to) / 2;
    for (let i = from; i < to; i++) if (sorted[i].label === 1) rankSum += midRank;
    from = to;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}
