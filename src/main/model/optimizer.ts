import type { Kernels, Value } from './kernels.ts';

/** How the weights follow their gradient. */
export type OptimizerOptions =
  | { kind: 'adam'; learningRate: number; beta1: number; beta2: number; epsilon: number }
  | { kind: 'rmsprop'; learningRate: number; decay: number; epsilon: number }
  | { kind: 'sgd'; learningRate: number };

/** Adam with the constants of its paper (Kingma & Ba 2015). */
export const adam = (learningRate = 1e-3): OptimizerOptions => ({
  ...{ kind: 'adam', learningRate },
  ...{ beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
});

/** RMSprop with Keras' constants, epsilon inside the root. */
export const rmsprop = (learningRate = 1e-3): OptimizerOptions => ({
  ...{ kind: 'rmsprop', learningRate },
  ...{ decay: 0.9, epsilon: 1e-7 },
});

/** Plain gradient descent. */
export const sgd = (learningRate = 1e-2): OptimizerOptions => ({ kind: 'sgd', learningRate });

/**
 * One step: the state and the gradient of its weights, a flat vector too → the state after it. A `rate`, one
 * number, stands in for that of the options.
 */
export type Optimize = (
  options: OptimizerOptions,
  state: readonly Value[],
  gradient: Value,
  rate?: Value,
) => Value[];

/** What the steps begin with: the weights as one flat vector, then the optimizer's moments. */
export function startState(k: Kernels, { kind }: OptimizerOptions, weights: Float32Array): Value[] {
  const vector = (values: Float32Array): Value => k.upload(values, [values.length]);
  const zeros = (): Value => vector(new Float32Array(weights.length));
  const one = (): Value => k.upload(Float32Array.of(1), []);
  switch (kind) {
    case 'sgd':
      return [vector(weights)];
    case 'rmsprop':
      return [vector(weights), zeros()];
    case 'adam':
      // Mean, variance, and the powers of β₁ and β₂ that correct them.
      return [vector(weights), zeros(), zeros(), one(), one()];
  }
}
