import { z } from 'zod';
import { assert } from '#main/lib/assert.ts';
import type { Learner } from './learner.ts';
import { mismatch, packParts, unpackParts } from './modelFile.ts';
import { sayRidge } from './ridge.ts';
import type { Ridge } from './ridge.ts';

export const RIDGE_MAGIC = 'ZuoTridge';

const headerSchema = z.strictObject({
  intercept: z.number(),
  error: z.number(),
  validError: z.number(),
});

/** A fitted ridge regression with its mean squared errors, in the form of any learner. */
export function ridgeLearner(ridge: Ridge, error: number, validError: number): Learner {
  const { weights, intercept } = ridge;
  const predict = (x: Float32Array, count: number): Float32Array => {
    assert(x.length === count * weights.length, 'windows of the size it was fitted to');
    return Float32Array.from({ length: count }, (_, i) => sayRidge(ridge, x, i * weights.length));
  };
  return {
    history: { trainLosses: [error], validLosses: [validError], bestEpoch: 1 },
    predict,
    predictPasses: (x, count) => ({ mean: predict(x, count), spread: new Float32Array(count) }),
    contributions: (window, origin) => ({
      values: weights.map((weight, j) => weight * (window[j] - origin[j])),
      prediction: sayRidge(ridge, window, 0),
      baseline: sayRidge(ridge, origin, 0),
    }),
    attention: () => null,
    toBytes: () => packParts(RIDGE_MAGIC, [{ intercept, error, validError }], [bytesOf(weights)]),
    dispose: () => undefined,
  };
}

/** Reads what `toBytes` wrote; throws MODEL_MISMATCH on anything else. */
export function loadRidge(bytes: Uint8Array): Learner {
  const [{ intercept, error, validError, bytes: body }] = unpackParts(
    RIDGE_MAGIC,
    bytes,
    headerSchema,
  );
  if (body.length % 8 !== 0) throw mismatch('its weights are cut short');
  const buffer = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const weights = Float64Array.from({ length: body.length / 8 }, (_, i) =>
    buffer.readDoubleLE(8 * i),
  );
  return ridgeLearner({ intercept, weights }, error, validError);
}

function bytesOf(weights: Float64Array): Uint8Array {
  const bytes = Buffer.alloc(8 * weights.length);
  weights.forEach((weight, i) => bytes.writeDoubleLE(weight, 8 * i));
  return bytes;
}
