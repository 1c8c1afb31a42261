import { createRandom } from '#main/lib/random.ts';
import { sizeOf } from '#main/model/kernels.ts';
import type { Kernels, Program, Value } from '#main/model/kernels.ts';
import * as layers from '#main/model/layers.ts';
import type { LayerContext, Pass } from '#main/model/layers.ts';
import { createNetwork } from '#main/model/spec.ts';
import type { ModelSpec } from '#main/model/spec.ts';
import { createDateNetwork } from '#main/model/dates/dateNetwork.ts';
import type { DateSpec } from '#main/model/dates/dateNetwork.ts';
import { readingSamples } from '#main/model/arrange.ts';
import { blockLayer } from '#main/model/tcn.ts';
import * as listed from '#main/model/sequentialLayers.ts';
import type { LayerMaker } from '#main/model/sequential.ts';

export interface LayerCase {
  name: string;
  /** Of the weights, by name. */
  weights: Record<string, readonly number[]>;
  input: readonly number[];
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
): LayerCase => ({ name, weights, input, forward });

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
  { kind: 'lstm', hidden: 4, dense: 3, dropout: 0, recurrentActivation: 'hardSigmoid' },
  { kind: 'cnn', filters: 3, kernel: 2 },
  { kind: 'priceBilstm', hidden: 3, dropout: 0.2 },
  { kind: 'lstmAttention', hidden: 4, layers: 2, dense: 3, dropout: 0.2 },
  { kind: 'tcn', filters: 4, layers: 2, kernel: 2, dropout: 0.2 },
];

function whole(spec: ModelSpec): LayerCase {
  const network = createNetwork(spec, 5, 3);
  return {
    name: `the whole ${Object.values(spec).join(' ')}`,
    weights: Object.fromEntries(network.weights.map(({ name, shape }) => [name, shape])),
    input: [4, 5, 3],
    forward: (context, x) => readingSamples(network).forward(context, x),
  };
}

const DATE_SPECS: DateSpec[] = [
  { kind: 'graphAttention', hidden: 4, heads: 2, dropout: 0.2 },
  {
    kind: 'portfolioTransformer',
    ...{ hidden: 4, heads: 2, layers: 1, feedForward: 5, dense: 3, dropout: 0.2 },
  },
];

/** Two dates of four symbols, two of which belong together; one is absent on one date. */
function overDates(spec: DateSpec): LayerCase {
  const [dates, slots, lookback, width] = [2, 4, 3, 2];
  const network = createDateNetwork(spec, { slots, lookback, width });
  const samples = {
    row: Int32Array.of(1, 2, 3, 4, 5, -1, 7, 8),
    group: Int32Array.of(0, 0, 1, 2, 0, 0, 1, 1),
  };
  const masks = [0, 1].flatMap((date) => Array.from(network.maskOf(samples, date)));
  return plain(
    `the whole ${spec.kind}`,
    [dates, slots, lookback, width],
    (context, x) =>
      network.forward(
        context,
        x,
        context.k.upload(Float32Array.from(masks), network.maskShape(dates)),
      ),
    Object.fromEntries(network.weights.map(({ name, shape }) => [name, shape])),
  );
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
  inside('causal block', [3, 6, 2], blockLayer(4, 2, 2)),
  inside('causal block that keeps its width', [3, 6, 2], blockLayer(2, 3, 1)),
  inside('last bar', [3, 4, 2], listed.lastBarLayer),
  inside('max-pool 1', [3, 4, 2], listed.maxPoolLayer(1)),
  inside('max-pool 2 that leaves a bar over', [3, 5, 2], listed.maxPoolLayer(2)),
  inside('global max-pool', [3, 5, 2], listed.globalMaxPoolLayer),
  ...SPECS.map(whole),
  ...DATE_SPECS.map(overDates),
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
  way: 'there' | 'thereAndBack' | 'program' = 'thereAndBack',
): LayerResult {
  const result: LayerResult = { output: [], gradients: new Map(), total: 0 };
  const names = ['x', ...Object.keys(of.weights)];
  const shapeOf = (name: string): readonly number[] => of.weights[name] ?? of.input;
  const work = layerWork(k, of, way !== 'there');
  k.scope(() => {
    const inputs = names.map((name) => k.upload(values.get(name)!.slice(), shapeOf(name)));
    const run = way === 'program' ? k.program(`the case ${of.name}`, work) : work;
    const [output, ...gradients] = run(inputs).map((value) => Array.from(k.download(value)));
    result.output = output;
    const factors = drawFactors(output.length);
    result.total = output.reduce((sum, value, i) => sum + value * factors[i], 0);
    gradients.forEach((gradient, i) => result.gradients.set(gradientNames(of)[i], gradient));
    return [];
  });
  return result;
}

const gradientNames = (of: LayerCase): string[] => [...Object.keys(of.weights), 'x'];

function drawFactors(count: number): Float32Array {
  const random = createRandom(3);
  return Float32Array.from({ length: count }, () => random.normal());
}

/** Input and weights → output and the gradients in the order of their names. */
function layerWork(k: Kernels, of: LayerCase, isThereAndBack: boolean): Program {
  return ([x, ...weights]) => {
    const masks = createRandom(5);
    const gradients = new Map<string, Value>();
    const dropoutMask = (shape: readonly number[]): Value =>
      k.upload(
        Float32Array.from({ length: sizeOf(shape) }, () => (masks.next() < 0.3 ? 0 : 1.4)),
        shape,
      );
    const named = new Map(Object.keys(of.weights).map((name, i) => [name, weights[i]]));
    const pass = of.forward({ k, weights: named, gradients, dropoutMask }, x);
    if (!isThereAndBack) return [pass.output];
    const { shape } = pass.output;
    gradients.set('x', pass.backward(k.upload(drawFactors(sizeOf(shape)), shape))());
    return [pass.output, ...gradientNames(of).map((name) => gradients.get(name)!)];
  };
}
