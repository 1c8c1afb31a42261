import { createRandom } from '#main/lib/random.ts';
import { sizeOf } from '#main/model/kernels.ts';
import type { Kernels, Value } from '#main/model/kernels.ts';
import * as layers from '#main/model/layers.ts';
import type { LayerContext, Pass } from '#main/model/layers.ts';
import { createNetwork } from '#main/model/spec.ts';
import type { ModelSpec } from '#main/model/spec.ts';
import * as listed from '#main/model/sequentialLayers.ts';
import type { LayerMaker } from '#main/model/sequential.ts';

export interface LayerCase {
  name: string;
  /** Of the weights, by name. */
  weights: Record<string, readonly number[]>;
  input: readonly number[];
  /** False where nobody can ask for the gradient of the input. */
  hasInputGradient: boolean;
  forward: (context: LayerContext, x: Value) => Pass;
}

const vectors = (name: string, size: number) => ({
  [`${name}.weight`]: [size],
  [`${name}.bias`]: [size],
});
const plain = (
  name: string,
  input: readonly number[],
  forward: LayerCase['forward'],
  weights = {},
): LayerCase => ({ name, weights, input, hasInputGradient: true, forward });

/** A layer of a list where it is not the first: its arrangement has a way back. */
function inside(name: string, [batch, ...sample]: readonly number[], make: LayerMaker): LayerCase {
  const { weights, arrange, forward } = make(sample, 'at');
  return plain(
    name,
    [batch, ...sample],
    (context, x) =>
      layers.chain(x, ...(arrange ? [(at: Value) => arrange(context.k, at)] : []), (at) =>
        forward(context, at),
      ),
    Object.fromEntries(weights.map((weight) => [weight.name, weight.shape])),
  );
}

const SPECS: ModelSpec[] = [
  { kind: 'bilstm', hidden: 3 },
  { kind: 'transformer', heads: 2, layers: 1, feedForward: 5, dropout: 0.2 },
  { kind: 'logistic' },
  { kind: 'lstm', hidden: 4, dense: 3, dropout: 0.2 },
  { kind: 'cnn', filters: 3, kernel: 2 },
];

function whole(spec: ModelSpec): LayerCase {
  const network = createNetwork(spec, 5, 3);
  return {
    name: `the whole ${spec.kind}`,
    weights: Object.fromEntries(network.weights.map(({ name, shape }) => [name, shape])),
    input: [4, 5, 3],
    hasInputGradient: false,
    forward: (context, x) => network.forward(context, network.arrange(context.k, x)),
  };
}

/** Every layer our networks are made of, and each network. */
export const LAYER_CASES: readonly LayerCase[] = [
  plain('linear', [5, 3], (c, x) => layers.linear(c, 'at', x), {
    'at.weight': [3, 4],
    'at.bias': [4],
  }),
  plain('relu', [4, 3], layers.relu),
  plain('tanh', [4, 3], layers.tanh),
  plain('dropout', [6, 5], layers.dropout),
  plain('softmax', [4, 5], layers.softmax),
  plain('layer norm', [4, 6], (c, x) => layers.layerNorm(c, 'at', x), vectors('at', 6)),
  inside('dense tanh', [4, 3], listed.denseLayer(2, 'tanh')),
  inside('dense relu', [4, 3], listed.denseLayer(2, 'relu')),
  inside('LSTM', [3, 4, 2], listed.lstmLayer(3)),
  inside('convolution', [3, 5, 2], listed.convolutionLayer(4, 3, 'linear')),
  inside('convolution as long as its input', [3, 3, 2], listed.convolutionLayer(4, 3, 'tanh')),
  inside('max-pool 1', [3, 4, 2], listed.maxPoolLayer(1)),
  inside('max-pool 2 that leaves a bar over', [3, 5, 2], listed.maxPoolLayer(2)),
  inside('global max-pool', [3, 5, 2], listed.globalMaxPoolLayer),
  ...SPECS.map(whole),
];

/** Weights and input by name, the input as `x`. */
export function drawValues(of: LayerCase): Map<string, Float32Array> {
  // A seed that puts no value next to a kink of ReLU or of a maximum.
  const random = createRandom(14);
  const shapes = { x: of.input, ...of.weights };
  return new Map(
    Object.entries(shapes).map(([name, shape]) => [
      name,
      Float32Array.from({ length: sizeOf(shape) }, () => 0.6 * random.normal()),
    ]),
  );
}

export interface LayerResult {
  output: number[];
  /** Of Σ output × (a number of its own for each place), by name. */
  gradients: Map<string, number[]>;
  /** That sum, in double precision. */
  total: number;
}

/** Passes the values through the layer there and, if asked, back; dropout drops the same places each time. */
export function passLayer(
  k: Kernels,
  of: LayerCase,
  values: ReadonlyMap<string, Float32Array>,
  isThereAndBack = true,
): LayerResult {
  const result: LayerResult = { output: [], gradients: new Map(), total: 0 };
  k.scope(() => {
    const masks = createRandom(5);
    const gradients = new Map<string, Value>();
    const weights = new Map(
      Object.entries(of.weights).map(([name, shape]) => [
        name,
        k.upload(values.get(name)!.slice(), shape),
      ]),
    );
    const dropoutMask = (shape: readonly number[]): Value =>
      k.upload(
        Float32Array.from({ length: sizeOf(shape) }, () => (masks.next() < 0.3 ? 0 : 1.4)),
        shape,
      );
    const context = { k, weights, gradients, dropoutMask };
    const pass = of.forward(context, k.upload(values.get('x')!.slice(), of.input));
    result.output = Array.from(k.download(pass.output));
    const random = createRandom(3);
    const factors = Float32Array.from(result.output, () => random.normal());
    result.total = result.output.reduce((sum, value, i) => sum + value * factors[i], 0);
    if (!isThereAndBack) return [];
    const ofInput = pass.backward(k.upload(factors, pass.output.shape));
    if (of.hasInputGradient) gradients.set('x', ofInput());
    for (const [name, value] of gradients) result.gradients.set(name, [...k.download(value)]);
    return [];
  });
  return result;
}
