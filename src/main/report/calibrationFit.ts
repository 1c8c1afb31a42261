import { z } from 'zod';
import { assert } from '#main/lib/assert.ts';
import type { Calibration } from '#shared/toolkitSettings.ts';

/** Corrects probabilities; plain data, to be stored with its fold. */
export const calibratorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('platt'), slope: z.number(), shift: z.number() }),
  /** Rising corners (probability → corrected), straight between them, level beyond. */
  z.object({ kind: z.literal('isotonic'), from: z.array(z.number()), to: z.array(z.number()) }),
]);
export type Calibrator = z.infer<typeof calibratorSchema>;

/**
 * A correction fitted on predictions that training did not see; null where none is wanted, or where only
 * one class occurred, of which nothing can be learnt.
 *
 * @param label 1 or 0, one a probability
 */
export function fitCalibrator(
  kind: Calibration,
  probability: ArrayLike<number>,
  label: ArrayLike<number>,
): Calibrator | null {
  assert(probability.length === label.length, 'one label a probability');
  const positives = Array.from(label).filter((value) => value === 1).length;
  if (kind === 'none' || positives === 0 || positives === label.length) return null;
  return kind === 'platt'
    ? fitPlatt(probability, label, positives)
    : fitIsotonic(probability, label);
}

/** The corrected probability, 0..1. */
export function calibrate(calibrator: Calibrator | null, probability: number): number {
  if (calibrator === null) return probability;
  if (calibrator.kind === 'platt') {
    return 1 / (1 + Math.exp(-(calibrator.slope * logit(probability) + calibrator.shift)));
  }
  const { from, to } = calibrator;
  const above = from.findIndex((corner) => corner >= probability);
  if (above === 0) return to[0];
  if (above < 0) return to[to.length - 1];
  const share = (probability - from[above - 1]) / (from[above] - from[above - 1]);
  return to[above - 1] + share * (to[above] - to[above - 1]);
}

/** Log odds, kept finite. */
function logit(probability: number): number {
  const kept = Math.min(1 - 1e-7, Math.max(1e-7, probability));
  return Math.log(kept / (1 - kept));
}

/**
 * Platt 1999 on log odds: a logistic curve through smoothed targets, (n₊ + 1) / (n₊ + 2) and 1 / (n₋ + 2),
 * by Newton's method with halved steps (Lin, Lin & Weng 2007).
 */
function fitPlatt(
  probability: ArrayLike<number>,
  label: ArrayLike<number>,
  positives: number,
): Calibrator {
  const x = Float64Array.from(probability, logit);
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (label.length - positives + 2);
  const target = Float64Array.from(label, (value) => (value === 1 ? high : low));
  let [slope, shift] = [1, 0];
  let loss = crossEntropy(x, target, slope, shift);
  for (let step = 0; step < 100; step++) {
    const [bySlope, byShift] = newtonStep(x, target, slope, shift);
    let length = 1;
    let next = crossEntropy(x, target, slope - bySlope, shift - byShift);
    while (next > loss && length > 1e-10) {
      length /= 2;
      next = crossEntropy(x, target, slope - length * bySlope, shift - length * byShift);
    }
    if (!(loss - next > 1e-12)) break;
    slope -= length * bySlope;
    shift -= length * byShift;
    loss = next;
  }
  return { kind: 'platt', slope, shift };
}

function crossEntropy(x: Float64Array, target: Float64Array, slope: number, shift: number): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const z = slope * x[i] + shift;
    sum += Math.max(z, 0) - z * target[i] + Math.log1p(Math.exp(-Math.abs(z)));
  }
  return sum;
}

/** Gradient over curvature, kept away from a singular matrix. */
function newtonStep(
  x: Float64Array,
  target: Float64Array,
  slope: number,
  shift: number,
): [number, number] {
  let [g0, g1, h00, h01, h11] = [0, 0, 1e-12, 0, 1e-12];
  for (let i = 0; i < x.length; i++) {
    const p = 1 / (1 + Math.exp(-(slope * x[i] + shift)));
    const [error, weight] = [p - target[i], p * (1 - p)];
    g0 += error * x[i];
    g1 += error;
    h00 += weight * x[i] * x[i];
    h01 += weight * x[i];
    h11 += weight;
  }
  const determinant = h00 * h11 - h01 * h01;
  return [(h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant];
}

/** Pools neighbours that violate the order (Ayer et al. 1955); each pool gives its two ends as corners. */
function fitIsotonic(probability: ArrayLike<number>, label: ArrayLike<number>): Calibrator {
  const order = Array.from(probability, (_, i) => i).sort(
    (a, b) => probability[a] - probability[b],
  );
  const pools: { first: number; last: number; sum: number; count: number }[] = [];
  for (const i of order) {
    const p = probability[i];
    const before = pools.at(-1);
    if (before?.last === p) {
      before.sum += label[i];
      before.count++;
    } else pools.push({ first: p, last: p, sum: label[i], count: 1 });
  }
  for (let at = 1; at < pools.length;) {
    const [left, right] = [pools[at - 1], pools[at]];
    if (left.sum / left.count < right.sum / right.count) {
      at++;
      continue;
    }
    const joined = { first: left.first, last: right.last, sum: left.sum + right.sum };
    pools.splice(at - 1, 2, { ...joined, count: left.count + right.count });
    at = Math.max(1, at - 1);
  }
  const corners = pools.flatMap(({ first, last, sum, count }) =>
    first === last
      ? [[first, sum / count]]
      : [
          [first, sum / count],
          [last, sum / count],
        ],
  );
  return { kind: 'isotonic', from: corners.map(([p]) => p), to: corners.map(([, share]) => share) };
}
