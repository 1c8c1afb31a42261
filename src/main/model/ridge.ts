import type { SampleStream } from '#main/dataset/panel/panelSamples.ts';
import { solvePositive } from '#main/lib/cholesky.ts';
import { AppError } from '#shared/errors.ts';

/** Linear regression on flattened windows: ŷ = intercept + x · weights. */
export interface Ridge {
  intercept: number;
  /** lookback × width, oldest bar first. */
  weights: Float64Array;
}

/** Windows cut out at a time. */
const CHUNK = 4096;

/**
 * Ridge regression in closed form (Hoerl & Kennard 1970): (Σ x̃x̃ᵀ / n + penalty · I) w = Σ x̃ỹ / n with x̃, ỹ
 * centred, the intercept free of penalty. Sums run over the stream once.
 *
 * @throws MODEL_DIVERGED where the penalty is too small for inputs that say the same twice
 */
export function fitRidge(samples: SampleStream, penalty: number): Ridge {
  const size = samples.lookback * samples.width;
  const sums = createSums(size);
  eachChunk(samples, (x, from, count) => {
    for (let i = 0; i < count; i++) addSample(sums, x, i * size, samples.y[from + i]);
  });
  const { products, meanX, ofY } = centre(sums, samples.count);
  for (let j = 0; j < size; j++) products[j * size + j] += penalty;
  const weights = solvePositive(products, ofY, size);
  if (!weights) {
    throw new AppError(
      'MODEL_DIVERGED',
      'ridge regression has no single solution: raise ridgePenalty, or leave out a feature that repeats another',
    );
  }
  const along = weights.reduce((sum, weight, j) => sum + weight * meanX[j], 0);
  return { intercept: sums.y / samples.count - along, weights };
}

/** ŷ of every sample. */
export function predictRidge(ridge: Ridge, samples: SampleStream): Float32Array {
  const size = ridge.weights.length;
  const predictions = new Float32Array(samples.count);
  eachChunk(samples, (x, from, count) => {
    for (let i = 0; i < count; i++) predictions[from + i] = sayRidge(ridge, x, i * size);
  });
  return predictions;
}

/** ŷ of the window that begins at `from`. */
export function sayRidge({ intercept, weights }: Ridge, x: Float32Array, from: number): number {
  let sum = intercept;
  for (let j = 0, at = from; j < weights.length; j++, at++) sum += weights[j] * x[at];
  return sum;
}

interface Sums {
  x: Float64Array;
  y: number;
  /** Upper triangle of Σ xxᵀ, row-major. */
  products: Float64Array;
  xy: Float64Array;
}

const createSums = (size: number): Sums => ({
  x: new Float64Array(size),
  y: 0,
  products: new Float64Array(size * size),
  xy: new Float64Array(size),
});

function addSample(sums: Sums, windows: Float32Array, from: number, y: number): void {
  const { x, products, xy } = sums;
  const size = x.length;
  sums.y += y;
  for (let j = 0; j < size; j++) {
    const value = windows[from + j];
    x[j] += value;
    xy[j] += value * y;
    for (let l = j, at = j * size + j; l < size; l++, at++)
      products[at] += value * windows[from + l];
  }
}

function centre({ x, y, products, xy }: Sums, count: number) {
  const size = x.length;
  const meanX = x.map((sum) => sum / count);
  const ofY = xy.map((sum, j) => sum / count - (meanX[j] * y) / count);
  for (let j = 0; j < size; j++) {
    for (let l = j; l < size; l++) {
      const value = products[j * size + l] / count - meanX[j] * meanX[l];
      products[j * size + l] = products[l * size + j] = value;
    }
  }
  return { products, meanX, ofY };
}

function eachChunk(
  samples: SampleStream,
  visit: (x: Float32Array, from: number, count: number) => void,
): void {
  for (let from = 0; from < samples.count; from += CHUNK) {
    const count = Math.min(CHUNK, samples.count - from);
    visit(samples.read(Int32Array.from({ length: count }, (_, i) => from + i)), from, count);
  }
}
