import { describe, expect, it } from 'vitest';
import { createKernels, describeBackend, openBackend } from '#main/model/backend.ts';
import { LOSSES, crossEntropy } from '#main/model/loss.ts';
import { nameWeights } from '#main/model/runNetwork.ts';
import { createNetwork } from '#main/model/spec.ts';
import type { ModelSpec } from '#main/model/spec.ts';
import type { Value } from '#main/model/kernels.ts';
import { readGolden } from './torch.ts';
import type { Torch } from './torch.ts';
import { describeWithShared } from '#tests/fixtures/shared.ts';

const [TIME, WIDTH] = [4, 6];

/**
 * PyTorch's gates are input, forget, cell, output by rows; so are ours, by columns. It
 * keeps two biases where we keep their sum; the gradients of all three are equal.
 */
export const lstmLayer = (
  torch: Torch,
  suffix: string,
  isGradient: boolean,
): Record<string, number[]> => {
  const biases = ['ih', 'hh'].map((part) => torch.of(`lstm.bias_${part}${suffix}`));
  const bias = isGradient ? biases[0] : biases[0].map((value, i) => value + biases[1][i]);
  return {
    weight: ['ih', 'hh'].flatMap((part) => torch.transposed(`lstm.weight_${part}${suffix}`)),
    bias,
  };
};

export const prefixed = (prefix: string, values: Record<string, number[]>): [string, number[]][] =>
  Object.entries(values).map(([name, value]) => [`${prefix}.${name}`, value]);

export const linear = (torch: Torch, name: string): Record<string, number[]> => ({
  weight: torch.transposed(`${name}.weight`),
  bias: torch.of(`${name}.bias`),
});
const norm = (torch: Torch, name: string): Record<string, number[]> => ({
  weight: torch.of(`${name}.weight`),
  bias: torch.of(`${name}.bias`),
});

export const bilstmValues = (torch: Torch, isGradient: boolean): Map<string, number[]> =>
  new Map([
    ...prefixed('early', lstmLayer(torch, '_l0', isGradient)),
    ...prefixed('late', lstmLayer(torch, '_l0_reverse', isGradient)),
    ['score.weight', torch.transposed('attn.weight')],
    ...prefixed('head', linear(torch, 'fc')),
  ]);

/** The encoder layers of PyTorch, named as ours. */
export const encoderValues = (torch: Torch, layers: readonly number[]): [string, number[]][] =>
  layers
    .flatMap((layer) => {
      const at = `enc.layers.${layer}`;
      return [
        [
          `layer${layer}.query`,
          {
            weight: torch.transposed(`${at}.self_attn.in_proj_weight`),
            bias: torch.of(`${at}.self_attn.in_proj_bias`),
          },
        ],
        [`layer${layer}.join`, linear(torch, `${at}.self_attn.out_proj`)],
        [`layer${layer}.norm1`, norm(torch, `${at}.norm1`)],
        [`layer${layer}.widen`, linear(torch, `${at}.linear1`)],
        [`layer${layer}.narrow`, linear(torch, `${at}.linear2`)],
        [`layer${layer}.norm2`, norm(torch, `${at}.norm2`)],
      ] satisfies [string, Record<string, number[]>][];
    })
    .flatMap(([name, values]) => prefixed(name, values));

export const transformerValues = (torch: Torch): Map<string, number[]> =>
  new Map([...encoderValues(torch, [0, 1]), ...prefixed('head', linear(torch, 'fc'))]);

/** Passes PyTorch's batch through our network with PyTorch's weights. */
async function passOnce(
  spec: ModelSpec,
  values: Map<string, number[]>,
  { x, y }: { x: Float32Array; y: Float32Array },
  prefer: 'native' | 'cpu',
) {
  await openBackend({ prefer });
  const network = createNetwork(spec, TIME, WIDTH);
  const k = createKernels();
  try {
    const tensors = network.weights.map(({ name, shape }) =>
      k.upload(Float32Array.from(values.get(name)!), shape),
    );
    const gradients = new Map<string, Value>();
    const weights = nameWeights(network, tensors);
    const arranged = network.arrange(k, k.upload(x, [y.length, TIME, WIDTH])).output;
    const context = { k, weights, gradients, dropoutMask: null };
    const pass = network.forward(context, arranged);
    const logits = k.download(pass.output);
    pass.backward(LOSSES.crossEntropy.gradient(k, pass.output, k.upload(y, [y.length, 1])));
    return {
      probabilities: Array.from(logits, (z) => 1 / (1 + Math.exp(-z))),
      loss: crossEntropy(logits, y),
      gradients: new Map(
        [...gradients].map(([name, value]) => [name, Array.from(k.download(value))]),
      ),
      names: network.weights.map(({ name }) => name),
    };
  } finally {
    k.dispose();
  }
}

const largestGap = (actual: readonly number[], expected: readonly number[]): number =>
  actual.length === expected.length
    ? Math.max(...actual.map((value, i) => Math.abs(value - expected[i])))
    : Infinity;

/** The same laws on either backend; each needs a process of its own. */
export function describeGolden(prefer: 'native' | 'cpu'): void {
  const { reason, isNative } = describeBackend({ prefer });
  if (prefer === 'native' && !isNative) {
    describe.skip(`PyTorch's networks on the native backend (${reason})`, () => undefined);
    return;
  }
  describeWithShared(`PyTorch's networks on the ${prefer} backend`, () => {
    it('gives the BiLSTM the same probabilities, loss and gradients', async () => {
      const golden = readGolden('torch_bilstm.json');
      const spec: ModelSpec = { kind: 'bilstm', hidden: 5 };
      const ours = await passOnce(spec, bilstmValues(golden.weights, false), golden, prefer);
      expectEqual(ours, golden, bilstmValues(golden.grads, true));
      // The one weight we leave out: softmax does not change when all scores shift.
      expect(Math.abs(golden.grads.of('attn.bias')[0])).toBeLessThan(1e-7);
    });

    it('gives the Transformer the same probabilities, loss and gradients', async () => {
      const golden = readGolden('torch_transformer.json');
      const spec: ModelSpec = {
        kind: 'transformer',
        heads: 2,
        layers: 2,
        feedForward: 64,
        dropout: 0,
      };
      const ours = await passOnce(spec, transformerValues(golden.weights), golden, prefer);
      expectEqual(ours, golden, transformerValues(golden.grads));
    });
  });
}

function expectEqual(
  ours: Awaited<ReturnType<typeof passOnce>>,
  golden: { p: number[]; loss: number },
  gradients: Map<string, number[]>,
): void {
  expect(largestGap(ours.probabilities, golden.p)).toBeLessThan(1e-6);
  expect(Math.abs(ours.loss - golden.loss)).toBeLessThan(1e-6);
  expect([...ours.gradients.keys()].sort()).toEqual([...ours.names].sort());
  for (const name of ours.names) {
    expect(largestGap(ours.gradients.get(name)!, gradients.get(name)!), name).toBeLessThan(1e-5);
  }
}
