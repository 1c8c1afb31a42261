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
