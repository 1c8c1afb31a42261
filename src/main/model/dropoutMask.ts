import { createRandom } from '#main/lib/random.ts';
import { sizeOf } from './kernels.ts';
import type { Kernels, Value } from './kernels.ts';

const BANK = 1 << 20;
const HALF = BANK / 2;
const PIECE = 1 << 16;

export interface DropoutMasks {
  /** A million random factors. */
  bank: Float32Array;
  /** Where in the bank the masks of one step begin. */
  drawStart: () => Int32Array;
}

/**
 * Masks of 0 (with probability `rate`) and 1 / (1 − rate), the same ones on both backends. A
 * Transformer step needs 100,000 decisions, too many to draw each time: the masks of a step lie one
 * behind the other in a bank of a million, from a freshly drawn place on.
 */
export function createDropoutMasks(rate: number, seed: number): DropoutMasks {
  const random = createRandom(seed);
  const kept = 1 / (1 - rate);
  return {
    bank: Float32Array.from({ length: BANK }, () => (random.next() < rate ? 0 : kept)),
    drawStart: () => Int32Array.of(random.below(HALF)),
  };
}

/** The masks of one step, one after the other; a step that needs half a million begins again. */
export function takeMasks(k: Kernels, bank: Value, start: Value) {
  let offset = 0;
  const take = (length: number): Value => {
    if (offset + length > HALF) offset = 0;
    const piece = k.piece(bank, start, offset, length);
    offset += length;
    return piece;
  };
  return (shape: readonly number[]): Value => {
    const pieces: Value[] = [];
    for (let left = sizeOf(shape); left > 0; left -= PIECE)
      pieces.push(take(Math.min(left, PIECE)));
    return k.reshape(pieces.length === 1 ? pieces[0] : k.concat(pieces, 0), shape);
  };
}
