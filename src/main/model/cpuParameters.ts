import { assert } from '#main/lib/assert.ts';
import { sizeOf } from './kernels.ts';
import type { AdamOptions, Parameters, Value } from './kernels.ts';

export interface CpuMemory {
  upload: (data: Float32Array, shape: readonly number[]) => Value;
  /** The tensor's own memory, not a copy. */
  dataOf: (value: Value) => Float32Array;
}

/** Adam (Kingma & Ba 2015, algorithm 1) over one flat vector. */
export function createCpuParameters(
  { upload, dataOf }: CpuMemory,
  start: Float32Array,
  { learningRate, beta1, beta2, epsilon }: AdamOptions,
): Parameters {
  const weights = start.slice();
  const mean = new Float32Array(weights.length);
  const variance = new Float32Array(weights.length);
  let [power1, power2] = [1, 1];

  const stepPart = (gradient: Float32Array, offset: number): void => {
    for (let i = 0; i < gradient.length; i++) {
      const at = offset + i;
      mean[at] = beta1 * mean[at] + (1 - beta1) * gradient[i];
      variance[at] = beta2 * variance[at] + (1 - beta2) * gradient[i] * gradient[i];
      const spread = Math.sqrt(variance[at] / (1 - power2)) + epsilon;
      weights[at] -= (learningRate * mean[at]) / (1 - power1) / spread;
    }
  };
  return {
    split: (shapes) => {
      let offset = 0;
      return shapes.map((shape) => {
        const part = weights.slice(offset, (offset += sizeOf(shape)));
        return upload(part, shape);
      });
    },
    step: (gradients) => {
      power1 *= beta1;
      power2 *= beta2;
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
