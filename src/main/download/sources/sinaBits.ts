import type { ErrorDetails } from '#shared/errors.ts';
import { badData } from '../checkBars.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** Bits a number can hold exactly. */
const MAX_WIDTH = 53;
/** No count in these streams comes near it. */
const MAX_UNARY = 64;

/** Reads Sina's packed text: six bits a character, least significant first. Throws SOURCE_BAD_DATA at its end. */
export interface BitReader {
  /** Whether the last character was read. */
  isAtEnd: () => boolean;
  bit: () => boolean;
  /** Unsigned number of so many bits. */
  take: (width: number) => number;
  /** Two's complement number of so many bits. */
  takeSigned: (width: number) => number;
  /** A change that is never 0: a sign bit (1 = up), then ones up to a zero; their number + 1. */
  step: () => number;
}

export function createBitReader(text: string, details: ErrorDetails): BitReader {
  const codes = Uint8Array.from(text, (letter) => ALPHABET.indexOf(letter));
  const total = codes.length * 6;
  let position = 0;
  /** Up to the end of the character under way. */
  const takeSome = (width: number): { value: number; width: number } => {
    const offset = position % 6;
    const size = Math.min(width, 6 - offset);
    const value = (codes[Math.floor(position / 6)] >> offset) & ((1 << size) - 1);
    position += size;
    return { value, width: size };
  };
  const take = (width: number): number => {
    if (width < 0 || width > MAX_WIDTH) throw badData(`a number of ${width} bits`, details);
    if (position + width > total) throw badData('the packed text was cut off', details);
    let result = 0;
    for (let done = 0; done < width;) {
      const some = takeSome(width - done);
      result += some.value * 2 ** done;
      done += some.width;
    }
    return result;
  };
  const bit = (): boolean => take(1) === 1;
  return {
    isAtEnd: () => position >= total,
    bit,
    take,
    takeSigned: (width) => {
      const value = take(width);
      return width > 0 && value >= 2 ** (width - 1) ? value - 2 ** width : value;
    },
    step: () => {
      const isUp = bit();
      let count = 1;
      while (bit()) {
        count++;
        if (count > MAX_UNARY) throw badData('a change of width that is not possible', details);
      }
      return isUp ? count : -count;
    },
  };
}

/** Type and version at the start of every packed text; only version 0 is known. */
export function readHeader(bits: BitReader, details: ErrorDetails): number {
  const type = bits.take(12);
  const version = 63 ^ bits.take(6);
  if (version !== 0) throw badData(`packed text of version ${version}`, details);
  return type;
}
