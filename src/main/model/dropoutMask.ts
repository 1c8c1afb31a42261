import { createRandom } from '#main/lib/random.ts';
import { sizeOf } from './kernels.ts';
import type { Kernels, Value } from './kernels.ts';

/**
 * Masks of 0 (with probability `rate`, to 1 / 65,536) and 1 / (1 − rate). The stream is xorshift32
 * in line, two decisions a draw: a Transformer step needs 100,000 of them, and both backends get
 * the same ones.
 */
export function createDropoutMasks(
  k: Kernels,
  rate: number,
  seed: number,
): (shape: readonly number[]) => Value {
  const threshold = Math.round(rate * 65_536);
  const kept = 1 / (1 - rate);
  let state = 1 + createRandom(seed).below(0xffff_fffe);
  return (shape) => {
    const mask = new Float32Array(sizeOf(shape));
    for (let i = 0; i < mask.length; i += 2) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      if ((state & 0xffff) >= threshold) mask[i] = kept;
      if (state >>> 16 >= threshold) mask[i + 1] = kept;
    }
    return k.upload(mask, shape);
  };
}
