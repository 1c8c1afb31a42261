import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createEnsemble } from '#main/model/ensemble.ts';
import { loadLearner } from '#main/model/learner.ts';
import { ridgeLearner } from '#main/model/ridgeLearner.ts';
import { createTrainedModel } from '#main/model/trainedModel.ts';
import { createNetwork } from '#main/model/spec.ts';
import { weightCount } from '#main/model/runNetwork.ts';
import { failureOf } from '#tests/fixtures/failureOf.ts';
import { makeRows, side, train } from './trees/treeSamples.ts';

const ridge = ridgeLearner({ intercept: 0.1, weights: Float64Array.of(1 / 3, -2) }, 0.5, 0.6);

function makeNetwork() {
  const spec = { kind: 'bilstm', hidden: 2 } as const;
  const history = { trainLosses: [0.7], validLosses: [0.6], bestEpoch: 1 };
  const weights = new Float32Array(weightCount(createNetwork(spec, 3, 2))).fill(0.5);
  return createTrainedModel({
    ...{ spec, loss: 'crossEntropy', lookback: 3, width: 2, history, weights },
  });
}

const kinds = [
  ['network', () => makeNetwork().toBytes()],
  ['ridge regression', () => ridge.toBytes()],
  [
    'ensemble',
    () =>
      createEnsemble([
        { share: 0.25, learner: ridge },
        { share: 0.75, learner: ridge },
      ]).toBytes(),
  ],
  ['trees', async () => (await train({ loss: 'crossEntropy', train: makeRows(side) })).toBytes()],
] as const;

describe.each(kinds)('a stored %s', (_kind, make) => {
  it('is refused when any bit of what is said about it has changed', async () => {
    const bytes = await make();
    const bodyAt = 13 + Buffer.from(bytes).readUInt32LE(9);
    for (let at = 0; at < bodyAt; at++) {
      const changed = bytes.slice();
      changed[at] ^= 1 << (at % 7);
      expect(failureOf(() => loadLearner(changed)).code, `byte ${at}`).toBe('MODEL_MISMATCH');
    }
  });

  it('from before its head was counted in the checksum is read as ever', async () => {
    const bytes = Buffer.from(await make());
    const bodyAt = 13 + bytes.readUInt32LE(9);
    const head = bytes.toString('latin1', 13, bodyAt);
    const older = createHash('sha256').update(bytes.subarray(bodyAt)).digest('hex');
    bytes.write(head.replace(/[0-9a-f]{64}/, older), 13, 'latin1');
    expect(Buffer.from(loadLearner(bytes).toBytes()).equals(await make())).toBe(true);
  });
});
