import { createRandom } from '#main/lib/random.ts';
import { sizeOf } from './kernels.ts';
import type { Kernels, Value } from './kernels.ts';

const BANK = 1 << 20;
const PIECE = 1 << 16;

/**
 * Masks of 0 (with probability `rate`) and 1 / (1 − rate), the same ones on both backends. A
 * Transformer step needs 100,000 decisions, too many to draw each time: masks are pieces of one
 * bank of a million, each from a freshly drawn place.
 */
export function createDropoutMasks(
  k: Kernels,
  rate: number,
  seed: number,
): (shape: readonly number[]) => Value {
  const random = createRandom(seed);
  const kept = 1 / (1 - rate);
  const bank = Float32Array.from({ length: BANK }, () => (random.next() < rate ? 0 : kept));
  const draw = (length: number): Float32Array => {
    const from = random.below(BANK - length);
    return bank.subarray(from, from + length);
  };
  return (shape) => {
    const size = sizeOf(shape);
    if (size <= PIECE) return k.upload(draw(size), shape);
    const mask = new Float32Array(size);
    for (let at = 0; at < size; at += PIECE) mask.set(draw(Math.min(PIECE, size - at)), at);
    return k.upload(mask, shape);
  };
}
