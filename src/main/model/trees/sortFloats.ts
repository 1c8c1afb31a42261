/** Values from which on three passes over all of them beat comparing. */
const RADIX_FROM = 2048;
const DIGIT = 11;
const DIGITS = 1 << DIGIT;

/** Sorts in place, rising, NaN last: radix sort on the bits where values are many. */
export function sortFloats(values: Float32Array): Float32Array {
  if (values.length < RADIX_FROM) return values.sort();
  let keys = toKeys(values);
  let spare = new Uint32Array(keys.length);
  for (let shift = 0; shift < 32; shift += DIGIT) {
    const places = new Uint32Array(DIGITS + 1);
    for (let i = 0; i < keys.length; i++) places[((keys[i] >>> shift) & (DIGITS - 1)) + 1]++;
    for (let digit = 1; digit < DIGITS; digit++) places[digit] += places[digit - 1];
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      spare[places[(key >>> shift) & (DIGITS - 1)]++] = key;
    }
    [keys, spare] = [spare, keys];
  }
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    bits[i] = key & SIGN ? key ^ SIGN : ~key;
  }
  return values;
}

const SIGN = 0x80000000;
const NAN_KEY = 0xffffffff;

/** Unsigned numbers in the order of the values: the sign flipped, and all other bits too below zero. */
function toKeys(values: Float32Array): Uint32Array<ArrayBuffer> {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const keys = new Uint32Array(bits.length);
  for (let i = 0; i < bits.length; i++) {
    const bit = bits[i];
    if (Number.isNaN(values[i])) keys[i] = NAN_KEY;
    else keys[i] = bit & SIGN ? ~bit : bit | SIGN;
  }
  return keys;
}
