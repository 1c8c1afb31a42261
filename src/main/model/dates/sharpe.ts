import type { Kernels, Value } from '../kernels.ts';

/** Keeps days of equal returns from dividing by 0. */
const EPSILON = 1e-12;

/**
 * −mean / √(variance + 10⁻¹²) of the portfolio's returns over consecutive days, plus `cost` × the mean of
 * Σ |change of weight| from day to day. Variance over n − 1.
 *
 * @param weights days × slots, Σ = 1 by day
 * @param returns days × slots, 0 where there is none
 */
export function sharpeLoss(
  weights: Float32Array,
  returns: Float32Array,
  slots: number,
  cost: number,
): number {
  const days = weights.length / slots;
  const daily = new Float64Array(days);
  let turnover = 0;
  for (let at = 0; at < weights.length; at++) {
    daily[Math.floor(at / slots)] += weights[at] * returns[at];
    if (at >= slots) turnover += Math.abs(weights[at] - weights[at - slots]);
  }
  const mean = daily.reduce((sum, value) => sum + value, 0) / days;
  const variance = daily.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (days - 1);
  return -mean / Math.sqrt(variance + EPSILON) + (cost * turnover) / (days - 1);
}

/** Of `sharpeLoss`, with respect to the weights. */
export function sharpeGradient(k: Kernels, weights: Value, returns: Value, cost: number): Value {
  const [days] = weights.shape;
  const daily = k.sum(k.multiply(weights, returns), 1, true);
  const mean = k.scale(k.sum(daily, 0, true), 1 / days);
  const centred = k.subtract(daily, mean);
  const variance = k.scale(k.sum(k.multiply(centred, centred), 0, true), 1 / (days - 1));
  const inverse = k.inverseRoot(variance, EPSILON);
  const cube = k.multiply(inverse, k.multiply(inverse, inverse));
  // d(−m·i)/dr = −i / n + m · i³ · (r − m) / (n − 1)
  const slope = k.scale(k.multiply(k.multiply(mean, cube), centred), 1 / (days - 1));
  const ofDaily = k.subtract(slope, k.scale(inverse, 1 / days));
  const ofReturn = k.multiply(ofDaily, returns);
  if (cost === 0) return ofReturn;
  const change = k.subtract(k.slice(weights, 0, 1, days - 1), k.slice(weights, 0, 0, days - 1));
  const sign = k.scale(k.sign(change), cost / (days - 1));
  return k.add(ofReturn, k.subtract(k.pad(sign, 0, 1, 0), k.pad(sign, 0, 0, 1)));
}
