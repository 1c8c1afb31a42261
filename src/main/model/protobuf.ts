/** One field of a protobuf message, as bytes on the wire. */
export type Field = Buffer;

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
  return Buffer.from(bytes);
}

const VARINT = 0;
const LENGTH = 2;
const FIXED32 = 5;
const tag = (number: number, wire: number): Buffer => varint((number << 3) | wire);

/** int32, int64, enum or bool; negative ones as two's complement. */
export const integerField = (number: number, value: number): Field =>
  Buffer.concat([tag(number, VARINT), varint(value)]);

export function floatField(number: number, value: number): Field {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return Buffer.concat([tag(number, FIXED32), bytes]);
}

export const bytesField = (number: number, value: Uint8Array): Field =>
  Buffer.concat([tag(number, LENGTH), varint(value.length), value]);

export const textField = (number: number, value: string): Field =>
  bytesField(number, Buffer.from(value));

export const messageField = (number: number, ...fields: readonly Field[]): Field =>
  bytesField(number, Buffer.concat(fields));
