import { assert } from '#main/lib/assert.ts';
import { createRandom, shuffle } from '#main/lib/random.ts';

/** Share of each variance that is replaced by the mean of all. */
const SHRINKAGE = 0.1;

/** Where training inputs lie. */
export interface InputCloud {
  mean: Float64Array;
  inverseVariance: Float64Array;
  /** Distances of the training inputs themselves, ascending. */
  distances: Float64Array;
}

/**
 * Centre and spread of `count` inputs. Variances are shrunk by a tenth towards their mean (Ledoit & Wolf
 * 2004, diagonal), so that a column that hardly moved does not decide alone. One pass for each of the three:
 * O(count × width).
 *
 * @param x count × width, row-major; rows behind `count` are not looked at
 */
export function fitCloud(
  x: ArrayLike<number>,
  count: number,
  width = x.length / count,
): InputCloud {
  const length = count * width;
  assert(count > 1 && Number.isInteger(width) && length <= x.length, 'rows of one width');
  const mean = new Float64Array(width);
  const variance = new Float64Array(width);
  for (let row = 0; row < length; row += width) {
    for (let j = 0; j < width; j++) mean[j] += x[row + j] / count;
  }
  for (let row = 0; row < length; row += width) {
    for (let j = 0; j < width; j++) variance[j] += (x[row + j] - mean[j]) ** 2 / count;
  }
  const typical = variance.reduce((sum, value) => sum + value, 0) / width;
  const inverseVariance = variance.map((value) => {
    const shrunk = (1 - SHRINKAGE) * value + SHRINKAGE * typical;
    return shrunk > 0 ? 1 / shrunk : 0;
  });
  const cloud = { mean, inverseVariance, distances: new Float64Array(0) };
  const distances = Float64Array.from({ length: count }, (_, row) => distance(cloud, x, row));
  return { ...cloud, distances: distances.sort() };
}

/** Root of the mean squared distance a column, each in units of its spread: about 1 inside the cloud. */
function distance(
  { mean, inverseVariance }: Pick<InputCloud, 'mean' | 'inverseVariance'>,
  x: ArrayLike<number>,
  row: number,
): number {
  const width = mean.length;
  const from = row * width;
  let sum = 0;
  for (let j = 0; j < width; j++) sum += (x[from + j] - mean[j]) ** 2 * inverseVariance[j];
  return Math.sqrt(sum / width);
}

/** How far an input lies from the training inputs, and the share of those that lie nearer. */
export function distanceFrom(
  cloud: InputCloud,
  input: ArrayLike<number>,
): { distance: number; percentile: number } {
  assert(input.length === cloud.mean.length, 'an input of the same width');
  const found = distance(cloud, input, 0);
  return { distance: found, percentile: percentileOf(cloud, found) };
}

/** Percentiles of `count` inputs, count × width. */
export const percentilesFrom = (
  cloud: InputCloud,
  x: ArrayLike<number>,
  count: number,
): Float32Array =>
  Float32Array.from({ length: count }, (_, row) => percentileOf(cloud, distance(cloud, x, row)));

/** Share of the training inputs that lie nearer than `found`. */
function percentileOf({ distances }: InputCloud, found: number): number {
  let [low, high] = [0, distances.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (distances[middle] < found) low = middle + 1;
    else high = middle;
  }
  return low / distances.length;
}

/** Which of `count` inputs a cloud is fitted on: all, or `most` of them drawn by the seed, in their order. */
export function drawInputs(count: number, most: number, seed: number): Int32Array {
  const all = Int32Array.from({ length: count }, (_, i) => i);
  if (count <= most) return all;
  shuffle(all, createRandom(seed));
  return all.subarray(0, most).sort();
}
