import { beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '#main/lib/random.ts';
import { openBackend } from '#main/model/backend.ts';
import { weightCount } from '#main/model/runNetwork.ts';
import { createNetwork } from '#main/model/spec.ts';
import type { ModelSpec } from '#main/model/spec.ts';
import { createTrainedModel } from '#main/model/trainedModel.ts';
import { makeSamples } from '#tests/unit/model/samples.ts';

const [LOOKBACK, WIDTH, COUNT] = [10, 46, 45];
const SPECS: ModelSpec[] = [
  { kind: 'bilstm', hidden: 32 },
  { kind: 'transformer', heads: 2, layers: 2, feedForward: 64, dropout: 0.1 },
  { kind: 'logistic' },
];

describe.each(SPECS)('a probability of a $kind', (spec) => {
  beforeAll(() => openBackend());

  test('is the same to the last bit however many days are predicted after it', () => {
    const random = createRandom(1);
    const count = weightCount(createNetwork(spec, LOOKBACK, WIDTH));
    const model = createTrainedModel({
      spec,
      lookback: LOOKBACK,
      width: WIDTH,
      loss: 'crossEntropy',
      history: { trainLosses: [1], validLosses: [1], bestEpoch: 1 },
      weights: Float32Array.from({ length: count }, () => random.normal() * 0.2),
    });
    const { x } = makeSamples(COUNT, 2, LOOKBACK, WIDTH);
    const all = model.predict(x, COUNT);
    const size = LOOKBACK * WIDTH;
    for (let n = 1; n <= COUNT; n++) {
      expect(model.predict(x.slice(0, n * size), n)).toEqual(all.slice(0, n));
    }
  });
});
