import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import { isIntact, writeHead } from './modelHead.ts';

/** Magic word, length of the header (uint32, little-endian), header (JSON), weights (float32, little-endian). */
export function packModel(magic: string, header: object, weights: Float32Array): Uint8Array {
  const body = Buffer.alloc(weights.length * 4);
  weights.forEach((weight, i) => body.writeFloatLE(weight, i * 4));
  return pack(magic, { version: 1, ...header, weightCount: weights.length }, body);
}

/** Several models behind one another: what is said of each, then their bytes. */
export function packParts(
  magic: string,
  said: readonly object[],
  parts: readonly Uint8Array[],
): Uint8Array {
  const body = Buffer.concat(parts);
  const listed = said.map((one, i) => ({ ...one, length: parts[i].length }));
  return pack(magic, { version: 1, parts: listed }, body);
}

function pack(magic: string, said: object, body: Buffer): Uint8Array {
  const text = Buffer.from(writeHead(said, body));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  return new Uint8Array(Buffer.concat([Buffer.from(magic), length, text, body]));
}

export const mismatch = (why: string, cause?: unknown): AppError =>
  new AppError('MODEL_MISMATCH', `The stored model cannot be used: ${why}.`, { why }, cause);

const bodySchema = z.looseObject({
  version: z.literal(1),
  weightCount: z.number().int().positive(),
  sha256: z.string().length(64),
});

/** What `packModel` put together; throws MODEL_MISMATCH on anything else, whatever the header says. */
export function unpackModel<T>(
  magic: string,
  bytes: Uint8Array,
  schema: z.ZodType<T>,
): { header: T; weights: Float32Array } {
  const { text, body } = unpack(magic, bytes);
  const { header, weightCount, sha256 } = readHeader(text, (found) => {
    const whole = bodySchema.parse(found);
    const own = Object.entries(whole).filter(([key]) => !(key in bodySchema.shape));
    return { ...whole, header: schema.parse(Object.fromEntries(own)) };
  });
  if (body.length !== weightCount * 4) throw mismatch('it is cut short');
  assertSum(text, body, sha256);
  const weights = Float32Array.from({ length: weightCount }, (_, i) => body.readFloatLE(i * 4));
  return { header, weights };
}

const partsSchema = z.strictObject({
  version: z.literal(1),
  parts: z.array(z.looseObject({ length: z.number().int().positive() })).min(1),
  sha256: z.string().length(64),
});

/** What `packParts` put together; throws MODEL_MISMATCH on anything else. */
export function unpackParts<T extends object>(
  magic: string,
  bytes: Uint8Array,
  schema: z.ZodType<T>,
): (T & { bytes: Uint8Array })[] {
  const { text, body } = unpack(magic, bytes);
  const { parts, sha256 } = readHeader(text, (found) => {
    const whole = partsSchema.parse(found);
    const said = whole.parts.map(({ length, ...rest }) => ({ length, said: schema.parse(rest) }));
    return { parts: said, sha256: whole.sha256 };
  });
  assertSum(text, body, sha256);
  let at = 0;
  return parts.map(({ said, length }) => {
    at += length;
    return { ...said, bytes: new Uint8Array(body.subarray(at - length, at)) };
  });
}

function unpack(magic: string, bytes: Uint8Array): { text: string; body: Buffer } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headBytes = magic.length + 4;
  if (buffer.length < headBytes || buffer.toString('latin1', 0, magic.length) !== magic) {
    throw mismatch('it is not a model of this app');
  }
  const bodyAt = headBytes + buffer.readUInt32LE(magic.length);
  return { text: buffer.toString('utf8', headBytes, bodyAt), body: buffer.subarray(bodyAt) };
}

function assertSum(text: string, body: Buffer, sha256: string): void {
  if (!isIntact(text, body, sha256)) throw mismatch('it is damaged');
}

function readHeader<T>(text: string, parse: (found: unknown) => T): T {
  try {
    return parse(JSON.parse(text));
  } catch (error) {
    throw mismatch('its header is not readable by this version', error);
  }
}
