import { assert } from '#main/lib/assert.ts';
import type { Value } from './kernels.ts';
import type { Optimize, OptimizerOptions } from './optimizer.ts';

export interface CpuMemory {
  upload: (data: Float32Array, shape: readonly number[]) => Value;
  /** The tensor's own memory, not a copy. */
  dataOf: (value: Value) => Float32Array;
}

type Options<Kind> = Extract<OptimizerOptions, { kind: Kind }>;

export const createCpuOptimize =
  ({ upload, dataOf }: CpuMemory): Optimize =>
  (given, state, gradient, rate) => {
    const options = rate ? { ...given, learningRate: dataOf(rate)[0] } : given;
    const vectors = state.map((value) => dataOf(value).slice());
    const slope = dataOf(gradient);
    assert(slope.length === vectors[0].length, 'one gradient for every weight');
    step(options, vectors, slope);
    return vectors.map((vector, i) => upload(vector, state[i].shape));
  };

/** Moves the vectors, which are [weights, …moments]. */
function step(options: OptimizerOptions, vectors: Float32Array[], gradient: Float32Array): void {
  const [weights, moment] = vectors;
  switch (options.kind) {
    case 'adam':
      stepAdam(options, vectors, gradient);
      break;
    case 'rmsprop':
      stepRmsprop(options, weights, moment, gradient);
      break;
    case 'sgd':
      for (let i = 0; i < weights.length; i++) weights[i] -= options.learningRate * gradient[i];
  }
}

/** Kingma & Ba 2015, algorithm 1. */
function stepAdam(
  { learningRate, beta1, beta2, epsilon }: Options<'adam'>,
  [weights, mean, variance, power1, power2]: Float32Array[],
  gradient: Float32Array,
): void {
  power1[0] *= beta1;
  power2[0] *= beta2;
  const [left1, left2] = [1 - power1[0], 1 - power2[0]];
  for (let i = 0; i < gradient.length; i++) {
    mean[i] = beta1 * mean[i] + (1 - beta1) * gradient[i];
    variance[i] = beta2 * variance[i] + (1 - beta2) * gradient[i] * gradient[i];
    const spread = Math.sqrt(variance[i] / left2) + epsilon;
    weights[i] -= (learningRate * mean[i]) / left1 / spread;
  }
}

/** Hinton's lecture 6e: the gradient over the root of its mean square. */
function stepRmsprop(
  { learningRate, decay, epsilon }: Options<'rmsprop'>,
  weights: Float32Array,
  meanSquare: Float32Array,
  gradient: Float32Array,
): void {
  for (let i = 0; i < gradient.length; i++) {
    meanSquare[i] = decay * meanSquare[i] + (1 - decay) * gradient[i] * gradient[i];
    weights[i] -= (learningRate * gradient[i]) / Math.sqrt(meanSquare[i] + epsilon);
  }
}
