import { createHash } from 'node:crypto';
import { z } from 'zod';
import { assert } from '#main/lib/assert.ts';
import { AppError } from '#shared/errors.ts';
import { createKernels } from './backend.ts';
import type { Kernels, Value } from './kernels.ts';
import { LOSSES } from './loss.ts';
import type { LossName } from './loss.ts';
import type { Network } from './network.ts';
import { runNetwork, weightCount } from './runNetwork.ts';
import { createNetwork, modelSpecSchema } from './spec.ts';
import type { ModelSpec } from './spec.ts';

export interface TrainingHistory {
  /** Mean loss over each epoch's batches, as they were passed. */
  trainLosses: number[];
  validLosses: number[];
  /** Counted from 1: the epoch whose weights are kept. */
  bestEpoch: number;
  /** Mean absolute errors in the same order; a classifier has none. */
  trainErrors?: number[];
  validErrors?: number[];
}

/** A trained network. It holds plain numbers only: tensors live as long as one `predict`. */
export interface TrainedModel {
  readonly spec: ModelSpec;
  readonly loss: LossName;
  /** Bars and features of one window. */
  readonly lookback: number;
  readonly width: number;
  readonly history: TrainingHistory;
  /**
   * count × lookback × width → one number a window: a probability when trained on cross-entropy, the
   * value itself when trained on the squared error. Needs an opened backend.
   */
  predict: (x: Float32Array, count: number) => Float32Array;
  toBytes: () => Uint8Array;
  dispose: () => void;
}

const headerSchema = z.strictObject({
  version: z.literal(1),
  spec: modelSpecSchema,
  /** Models stored before there was a choice are classifiers. */
  loss: z.enum(['crossEntropy', 'squaredError']).default('crossEntropy'),
  lookback: z.number().int().positive(),
  width: z.number().int().positive(),
  history: z.strictObject({
    trainLosses: z.array(z.number()),
    validLosses: z.array(z.number()),
    bestEpoch: z.number().int().positive(),
    trainErrors: z.array(z.number()).optional(),
    validErrors: z.array(z.number()).optional(),
  }),
  weightCount: z.number().int().positive(),
  /** SHA-256 of the weights' bytes. */
  sha256: z.string().length(64),
});

export interface ModelState {
  spec: ModelSpec;
  loss: LossName;
  lookback: number;
  width: number;
  history: TrainingHistory;
  weights: Float32Array;
}

export function createTrainedModel(state: ModelState): TrainedModel {
  const { spec, loss, lookback, width, history, weights } = state;
  const network = createNetwork(spec, lookback, width);
  let isDisposed = false;
  return {
    spec,
    loss,
    lookback,
    width,
    history,
    predict: (x, count) => {
      assert(!isDisposed, 'a model that is still in use');
      assert(x.length === count * lookback * width, 'windows of the size it was trained on');
      if (count === 0) return new Float32Array(0);
      const k = createKernels();
      try {
        assert(weights.length === weightCount(network), 'as many weights as the network has');
        const flat = k.upload(weights, [weights.length]);
        const outputs = new Float32Array(count);
        for (let from = 0; from < count; from += BLOCK) {
          outputs.set(predictBlock(k, network, flat, { x, from, count, lookback, width }), from);
        }
        return outputs.map(LOSSES[loss].toPrediction);
      } finally {
        k.dispose();
      }
    },
    toBytes: () => toBytes(state),
    dispose: () => {
      isDisposed = true;
    },
  };
}

/**
 * Windows of one forward pass, filled up with zeros. Native kernels sum in an order that depends on the
 * number of rows: always the same number, and a prediction does not depend on how many follow it.
 */
const BLOCK = 32;

interface Windows {
  x: Float32Array;
  /** First window of the block. */
  from: number;
  /** Windows in `x`. */
  count: number;
  lookback: number;
  width: number;
}

/** The network's outputs of up to `BLOCK` windows. */
function predictBlock(
  k: Kernels,
  network: Network,
  weights: Value,
  { x, from, count, lookback, width }: Windows,
): Float32Array {
  const size = lookback * width;
  const used = Math.min(BLOCK, count - from);
  const filled = new Float32Array(BLOCK * size);
  filled.set(x.subarray(from * size, (from + used) * size));
  const outputs = new Float32Array(used);
  k.scope(() => {
    const arranged = network.arrange(k, k.upload(filled, [BLOCK, lookback, width])).output;
    outputs.set(
      runNetwork(k, network, { weights, samples: arranged, count: BLOCK }).subarray(0, used),
    );
    return [];
  });
  return outputs;
}

const MAGIC = 'ZuoTmodel';
const HEAD_BYTES = MAGIC.length + 4;

/** Magic word, length of the header (uint32, little-endian), header (JSON), weights (float32, little-endian). */
function toBytes({ weights, ...state }: ModelState): Uint8Array {
  const body = Buffer.alloc(weights.length * 4);
  weights.forEach((weight, i) => body.writeFloatLE(weight, i * 4));
  const sha256 = createHash('sha256').update(body).digest('hex');
  const header = { version: 1, ...state, weightCount: weights.length, sha256 };
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  return new Uint8Array(Buffer.concat([Buffer.from(MAGIC), length, text, body]));
}

const mismatch = (why: string, cause?: unknown): AppError =>
  new AppError('MODEL_MISMATCH', `The stored model cannot be used: ${why}.`, { why }, cause);

/** Reads what `toBytes` wrote; throws MODEL_MISMATCH on anything else. */
export function loadModel(bytes: Uint8Array): TrainedModel {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < HEAD_BYTES || buffer.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    throw mismatch('it is not a model of this app');
  }
  const bodyAt = HEAD_BYTES + buffer.readUInt32LE(MAGIC.length);
  const header = readHeader(buffer.toString('utf8', HEAD_BYTES, bodyAt));
  const { weightCount: count, sha256, spec, loss, lookback, width, history } = header;
  const body = buffer.subarray(bodyAt);
  if (body.length !== count * 4) throw mismatch('it is cut short');
  if (createHash('sha256').update(body).digest('hex') !== sha256) throw mismatch('it is damaged');
  if (count !== weightCount(createNetwork(spec, lookback, width))) {
    throw mismatch('its weights do not fit its network');
  }
  const weights = Float32Array.from({ length: count }, (_, i) => body.readFloatLE(i * 4));
  return createTrainedModel({ spec, loss, lookback, width, history, weights });
}

function readHeader(text: string): z.infer<typeof headerSchema> {
  try {
    return headerSchema.parse(JSON.parse(text));
  } catch (error) {
    throw mismatch('its header is not readable by this version', error);
  }
}
