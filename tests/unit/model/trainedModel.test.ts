import { describe, expect, it } from 'vitest';
import { weightCount } from '#main/model/runNetwork.ts';
import { createNetwork } from '#main/model/spec.ts';
import { createTrainedModel, loadModel } from '#main/model/trainedModel.ts';

const makeBytes = (): Uint8Array => {
  const spec = { kind: 'bilstm', hidden: 3 } as const;
  const weights = new Float32Array(weightCount(createNetwork(spec, 4, 2))).fill(0.25);
  const history = { trainLosses: [0.7], validLosses: [0.6], bestEpoch: 1 };
  return createTrainedModel({
    spec,
    loss: 'crossEntropy',
    lookback: 4,
    width: 2,
    history,
    weights,
  }).toBytes();
};

const load = (bytes: Uint8Array) => () => loadModel(bytes);
const mismatch: unknown = expect.objectContaining({ code: 'MODEL_MISMATCH' });

describe('loading a stored model', () => {
  it('keeps its sizes and history', () => {
    const model = loadModel(makeBytes());
    expect(model).toMatchObject({
      spec: { kind: 'bilstm', hidden: 3 },
      lookback: 4,
      width: 2,
      history: { trainLosses: [0.7], validLosses: [0.6], bestEpoch: 1 },
    });
  });

  it('refuses other bytes, a cut or changed file, and weights that do not fit', () => {
    const bytes = makeBytes();
    expect(load(new Uint8Array(0))).toThrow(mismatch);
    expect(load(new TextEncoder().encode('a picture of a cat'))).toThrow(mismatch);
    expect(load(bytes.subarray(0, 40))).toThrow(mismatch);
    expect(load(bytes.subarray(0, bytes.length - 1))).toThrow(mismatch);
    const changed = bytes.slice();
    changed[changed.length - 2] ^= 1;
    expect(load(changed)).toThrow(mismatch);
    const text = Buffer.from(bytes).toString('latin1');
    const wider = Buffer.from(text.replace('"hidden":3', '"hidden":4'), 'latin1');
    expect(load(wider)).toThrow(mismatch);
    const unknown = Buffer.from(text.replace('"bilstm"', '"bigram"'), 'latin1');
    expect(load(unknown)).toThrow(mismatch);
  });

  it('reads bytes that lie anywhere in a larger buffer', () => {
    const bytes = makeBytes();
    const larger = new Uint8Array(bytes.length + 7);
    larger.set(bytes, 3);
    expect(loadModel(larger.subarray(3, 3 + bytes.length)).width).toBe(2);
  });
});
