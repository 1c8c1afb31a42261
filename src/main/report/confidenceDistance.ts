import { assert } from '#main/lib/assert.ts';

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
 * 2004, diagonal), so that a column that hardly moved does not decide alone.
 *
 * @param x count × width, row-major
 */
export function fitCloud(x: ArrayLike<number>, count: number): InputCloud {
  const width = x.length / count;
  assert(count > 1 && Number.isInteger(width), 'rows of one width');
  const mean = new Float64Array(width);
  const variance = new Float64Array(width);
  for (let at = 0; at < x.length; at++) mean[at % width] += x[at] / count;
  for (let at = 0; at < x.length; at++) {
    variance[at % width] += (x[at] - mean[at % width]) ** 2 / count;
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
  let sum = 0;
  for (let j = 0; j < width; j++) sum += (x[row * width + j] - mean[j]) ** 2 * inverseVariance[j];
  return Math.sqrt(sum / width);
}

/** How far an input lies from the training inputs, and the share of those that lie nearer. */
export function distanceFrom(
  cloud: InputCloud,
  input: ArrayLike<number>,
): { distance: number; percentile: number } {
  assert(input.length === cloud.mean.length, 'an input of the same width');
  const found = distance(cloud, input, 0);
  const nearer = cloud.distances.findIndex((other) => other >= found);
  const { length } = cloud.distances;
  return { distance: found, percentile: (nearer < 0 ? length : nearer) / length };
}
