import { assert } from '#main/lib/assert.ts';
import { sizeOf } from './kernels.ts';
import type { Parameters, Value } from './kernels.ts';
import type { OptimizerOptions } from './optimizer.ts';

export interface CpuMemory {
  upload: (data: Float32Array, shape: readonly number[]) => Value;
  /** The tensor's own memory, not a copy. */
  dataOf: (value: Value) => Float32Array;
}

/** One flat vector and the moments of its optimizer. */
export function createCpuParameters(
  { upload, dataOf }: CpuMemory,
  start: Float32Array,
  optimizer: OptimizerOptions,
): Parameters {
  const weights = start.slice();
  const { next, stepPart } = createSteps(weights, optimizer);
  return {
    split: (shapes) => {
      let offset = 0;
      return shapes.map((shape) => {
        const part = weights.slice(offset, (offset += sizeOf(shape)));
        return upload(part, shape);
      });
    },
    step: (gradients) => {
      next();
      let offset = 0;
      for (const gradient of gradients) {
        stepPart(dataOf(gradient), offset);
        offset += sizeOf(gradient.shape);
      }
      assert(offset === weights.length, 'one gradient for every weight');
    },
    read: () => weights.slice(),
  };
}

interface Steps {
  /** Begins a step. */
  next: () => void;
  /** Moves the weights from `offset` on against their gradient. */
  stepPart: (gradient: Float32Array, offset: number) => void;
}

function createSteps(weights: Float32Array, optimizer: OptimizerOptions): Steps {
  switch (optimizer.kind) {
    case 'adam':
      return createAdam(weights, optimizer);
    case 'rmsprop':
      return createRmsprop(weights, optimizer);
    case 'sgd':
      return {
        next: () => undefined,
        stepPart: (gradient, offset) => {
          for (let i = 0; i < gradient.length; i++) {
            weights[offset + i] -= optimizer.learningRate * gradient[i];
          }
        },
      };
  }
}

type Options<Kind> = Extract<OptimizerOptions, { kind: Kind }>;

/** Kingma & Ba 2015, algorithm 1. */
function createAdam(weights: Float32Array, options: Options<'adam'>): Steps {
  const { learningRate, beta1, beta2, epsilon } = options;
  const mean = new Float32Array(weights.length);
  const variance = new Float32Array(weights.length);
  let [power1, power2] = [1, 1];
  return {
    next: () => {
      power1 *= beta1;
      power2 *= beta2;
    },
    stepPart: (gradient, offset) => {
      for (let i = 0; i < gradient.length; i++) {
        const at = offset + i;
        mean[at] = beta1 * mean[at] + (1 - beta1) * gradient[i];
        variance[at] = beta2 * variance[at] + (1 - beta2) * gradient[i] * gradient[i];
        const spread = Math.sqrt(variance[at] / (1 - power2)) + epsilon;
        weights[at] -= (learningRate * mean[at]) / (1 - power1) / spread;
      }
    },
  };
}

/** Hinton's lecture 6e: the gradient over the root of its mean square. */
function createRmsprop(weights: Float32Array, options: Options<'rmsprop'>): Steps {
  const { learningRate, decay, epsilon } = options;
  const meanSquare = new Float32Array(weights.length);
  return {
    next: () => undefined,
    stepPart: (gradient, offset) => {
      for (let i = 0; i < gradient.length; i++) {
        const at = offset + i;
        meanSquare[at] = decay * meanSquare[at] + (1 - decay) * gradient[i] * gradient[i];
        weights[at] -= (learningRate * gradient[i]) / Math.sqrt(meanSquare[at] + epsilon);
      }
    },
  };
}
