import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createKernels, describeBackend, openBackend } from '#main/model/backend.ts';
import { createDateNetwork } from '#main/model/dates/dateNetwork.ts';
import { sharpeGradient, sharpeLoss } from '#main/model/dates/sharpe.ts';
import type { Kernels, Value } from '#main/model/kernels.ts';
import type { LayerContext } from '#main/model/layers.ts';
import { LOSSES } from '#main/model/loss.ts';
import type { WeightSpec } from '#main/model/network.ts';
import { createNetwork } from '#main/model/spec.ts';
import { clip } from '#main/model/trainer.ts';
import clipGolden from '#tests/fixtures/torch/clip.json' with { type: 'json' };
import portfolioGolden from '#tests/fixtures/torch/portfolio.json' with { type: 'json' };
import regressorGolden from '#tests/fixtures/torch/lstm_attention.json' with { type: 'json' };
import { encoderValues, linear, lstmLayer, prefixed } from './golden.ts';
import { flatten, goldenSchema, nested, openTorch } from './torch.ts';
import type { Torch } from './torch.ts';

const lookingSchema = goldenSchema.extend({ shares: nested });
export const regressor = lookingSchema.parse(regressorGolden);
export const portfolio = lookingSchema
  .extend({ present: nested, cost: z.number() })
  .parse(portfolioGolden);

export const regressorValues = (torch: Torch, isGradient: boolean): Map<string, number[]> =>
  new Map([
    ...prefixed('lstm0', lstmLayer(torch, '_l0', isGradient)),
    ...prefixed('lstm1', lstmLayer(torch, '_l1', isGradient)),
    ...prefixed('look', linear(torch, 'look')),
    ['score.weight', torch.transposed('score.weight')],
    ...prefixed('dense', linear(torch, 'dense')),
    ...prefixed('head', linear(torch, 'head')),
  ]);

export const portfolioValues = (torch: Torch): Map<string, number[]> =>
  new Map([
    ...prefixed('embed', linear(torch, 'embed')),
    ...encoderValues(torch, [0, 1]),
    ...prefixed('dense', linear(torch, 'dense')),
    ...prefixed('head', linear(torch, 'head')),
  ]);

function contextOf(
  k: Kernels,
  weights: readonly WeightSpec[],
  values: Map<string, number[]>,
): LayerContext {
  const named = weights.map(
    ({ name, shape }) => [name, k.upload(Float32Array.from(values.get(name)!), shape)] as const,
  );
  return { k, weights: new Map(named), gradients: new Map(), dropoutMask: null };
}

export const largestGap = (actual: ArrayLike<number>, expected: readonly number[]): number =>
  actual.length === expected.length
    ? Math.max(...Array.from(actual, (value, i) => Math.abs(value - expected[i])))
    : Infinity;

function expectGradients(
  k: Kernels,
  gradients: ReadonlyMap<string, Value>,
  expected: Map<string, number[]>,
): void {
  expect([...gradients.keys()].sort()).toEqual([...expected.keys()].sort());
  for (const [name, value] of gradients) {
    expect(largestGap(k.download(value), expected.get(name)!), name).toBeLessThan(1e-5);
  }
}

/** The same laws on either backend; each needs a process of its own. */
export function describeToolkitGolden(prefer: 'native' | 'cpu'): void {
  const { reason, isNative } = describeBackend({ prefer });
  if (prefer === 'native' && !isNative) {
    describe.skip(`PyTorch's toolkit on the native backend (${reason})`, () => undefined);
    return;
  }
  const withKernels = (work: (k: Kernels) => void) => async (): Promise<void> => {
    await openBackend({ prefer });
    const k = createKernels();
    try {
      work(k);
    } finally {
      k.dispose();
    }
  };

  describe(`PyTorch's toolkit on the ${prefer} backend`, () => {
    it(
      'gives the regressor the same values, loss and gradients',
      withKernels((k) => {
        const spec = {
          kind: 'lstmAttention',
          hidden: 5,
          layers: 2,
          dense: 3,
          dropout: 0.2,
        } as const;
        const network = createNetwork(spec, 6, 4);
        const torch = openTorch(regressor.weights);
        const context = contextOf(k, network.weights, regressorValues(torch, false));
        const x = network.arrange(k, k.upload(Float32Array.from(flatten(regressor.x)), [3, 6, 4]));
        const y = Float32Array.from(flatten(regressor.y));
        const pass = network.forward(context, x.output);
        const outputs = k.download(pass.output);
        expect(largestGap(outputs, flatten(regressor.p))).toBeLessThan(1e-6);
        expect(Math.abs(LOSSES.squaredError.of(outputs, y) - regressor.loss)).toBeLessThan(1e-6);
        pass.backward(LOSSES.squaredError.gradient(k, pass.output, k.upload(y, [3, 1])));
        expectGradients(k, context.gradients, regressorValues(openTorch(regressor.grads), true));
      }),
    );

    it(
      'gives the portfolio Transformer the same weights, loss and gradients',
      withKernels((k) => {
        const [days, slots, lookback, width] = [6, 3, 4, 2];
        const network = createDateNetwork(
          {
            kind: 'portfolioTransformer',
            ...{ hidden: 8, heads: 2, layers: 2, feedForward: 10, dense: 5, dropout: 0 },
          },
          { slots, lookback, width },
        );
        const context = contextOf(
          k,
          network.weights,
          portfolioValues(openTorch(portfolio.weights)),
        );
        const row = Int32Array.from(flatten(portfolio.present), (there) => there - 1);
        const samples = { row, group: new Int32Array(row.length) };
        const masks = Array.from({ length: days }, (_, day) => [...network.maskOf(samples, day)]);
        const x = k.upload(Float32Array.from(flatten(portfolio.x)), [days, slots, lookback, width]);
        const mask = k.upload(Float32Array.from(masks.flat()), network.maskShape(days));
        const returns = Float32Array.from(flatten(portfolio.y));
        const pass = network.forward(context, x, mask);
        const weights = k.download(pass.output);
        expect(largestGap(weights, flatten(portfolio.p))).toBeLessThan(1e-6);
        expect(weights[2 * slots + 1]).toBe(0);
        const loss = sharpeLoss(weights, returns, slots, portfolio.cost);
        expect(Math.abs(loss - portfolio.loss)).toBeLessThan(1e-5);
        const known = k.upload(returns, [days, slots]);
        pass.backward(sharpeGradient(k, pass.output, known, portfolio.cost));
        expectGradients(k, context.gradients, portfolioValues(openTorch(portfolio.grads)));
      }),
    );

    it(
      'clips a gradient by its length as PyTorch does, and leaves a short one',
      withKernels((k) => {
        const { gradient, clipped } = clipGolden;
        const upload = (values: readonly number[]): Value =>
          k.upload(Float32Array.from(values), [values.length]);
        expect(largestGap(k.download(clip(k, upload(gradient), 1)), clipped)).toBeLessThan(1e-6);
        const short = [0.1, -0.2];
        expect(largestGap(k.download(clip(k, upload(short), 1)), short)).toBeLessThan(1e-7);
        expect(largestGap(k.download(clip(k, upload([0, 0]), 1)), [0, 0])).toBe(0);
      }),
    );
  });
}
