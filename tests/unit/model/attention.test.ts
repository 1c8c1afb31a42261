import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '#main/model/backend.ts';
import { dateContributions } from '#main/model/dates/dateContributions.ts';
import { createDateNetwork } from '#main/model/dates/dateNetwork.ts';
import { unpackDates } from '#main/model/dates/packedDates.ts';
import { createTrainedDates } from '#main/model/dates/trainedDates.ts';
import type { WeightSpec } from '#main/model/network.ts';
import { weightCount } from '#main/model/runNetwork.ts';
import { createNetwork } from '#main/model/spec.ts';
import { createTrainedModel } from '#main/model/trainedModel.ts';
import {
  largestGap,
  portfolio,
  portfolioValues,
  regressor,
  regressorValues,
} from './toolkitGolden.ts';
import { flatten, openTorch } from './torch.ts';

const history = { trainLosses: [1], validLosses: [1], bestEpoch: 1 };

const flatWeights = (specs: readonly WeightSpec[], values: Map<string, number[]>): Float32Array =>
  Float32Array.from(specs.flatMap(({ name }) => values.get(name)!));

beforeAll(async () => {
  await openBackend();
});

describe('attention over time', () => {
  it("of the regressor is PyTorch's", () => {
    const spec = { kind: 'lstmAttention', hidden: 5, layers: 2, dense: 3, dropout: 0.2 } as const;
    const shape = { lookback: 6, width: 4 };
    const values = regressorValues(openTorch(regressor.weights), false);
    const weights = flatWeights(createNetwork(spec, 6, 4).weights, values);
    const model = createTrainedModel({ spec, loss: 'squaredError', ...shape, history, weights });
    const x = Float32Array.from(flatten(regressor.x));
    const shares = flatten(regressor.shares);
    for (let window = 0; window < 3; window++) {
      const found = model.attention(x.slice(24 * window, 24 * (window + 1)));
      expect(largestGap(found!, shares.slice(6 * window, 6 * (window + 1)))).toBeLessThan(1e-6);
    }
  });

  it("of the portfolio's last step is PyTorch's mean over heads", () => {
    const spec = {
      kind: 'portfolioTransformer',
      ...{ hidden: 8, heads: 2, layers: 2, feedForward: 10, dense: 5, dropout: 0 },
    } as const;
    const [slots, lookback, width] = [3, 4, 2];
    const sizes = { slots, lookback, width };
    const values = portfolioValues(openTorch(portfolio.weights));
    const weights = flatWeights(createDateNetwork(spec, sizes).weights, values);
    const model = createTrainedDates({ spec, ...sizes, history, weights });
    const size = slots * lookback * width;
    const x = Float32Array.from(flatten(portfolio.x));
    const shares = flatten(portfolio.shares);
    const outputs = flatten(portfolio.p);
    for (const day of [0, 5]) {
      const date = unpackDates({
        ...{ count: 1, ...sizes, group: new Int32Array(slots) },
        place: Int32Array.of(0, 1, 2),
        x: x.slice(day * size, (day + 1) * size),
      });
      const found = dateContributions(model, date, 1, new Float32Array(lookback * width));
      expect(largestGap(found.attention!, shares.slice(4 * day, 4 * (day + 1)))).toBeLessThan(1e-6);
      expect(found.prediction).toBeCloseTo(outputs[day * slots + 1], 6);
    }
  });

  it('is even where queries ask for nothing, and there is none without an attention', () => {
    const spec = { kind: 'transformer', heads: 2, layers: 1, feedForward: 4, dropout: 0 } as const;
    const network = createNetwork(spec, 5, 2);
    const weights = new Float32Array(weightCount(network));
    const shape = { lookback: 5, width: 2, history };
    const even = createTrainedModel({ spec, loss: 'crossEntropy', ...shape, weights });
    const window = Float32Array.from({ length: 10 }, (_, i) => i - 4);
    expect(largestGap(even.attention(window)!, [0.2, 0.2, 0.2, 0.2, 0.2])).toBeLessThan(1e-6);
    const plain = { kind: 'logistic' } as const;
    const none = new Float32Array(weightCount(createNetwork(plain, 5, 2)));
    const logistic = createTrainedModel({
      ...{ spec: plain, loss: 'crossEntropy', ...shape, weights: none },
    });
    expect(logistic.attention(window)).toBeNull();
  });
});
