import { asTheyAre } from './arrange.ts';
import type { Value } from './kernels.ts';
import { chain, dropout, layerNorm, linear, relu, softmax } from './layers.ts';
import type { LayerContext, Pass } from './layers.ts';
import { constant, glorot, linearWeights, uniform } from './network.ts';
import type { Network, WeightSpec } from './network.ts';

export interface TransformerSize {
  heads: number;
  layers: number;
  feedForward: number;
  dropout: number;
}

export interface Rows {
  batch: number;
  time: number;
  heads: number;
}

/**
 * Encoder of Vaswani et al. 2017 (norm after the residual, ReLU), mean over time, linear head.
 * Without positions, as the system has it: the mean does not know the bars' order, the features do.
 * The input is projected to the next multiple of the heads where it is not one.
 */
export function createTransformer(
  time: number,
  width: number,
  { heads, layers, feedForward, dropout: dropoutRate }: TransformerSize,
): Network {
  const size = Math.ceil(width / heads) * heads;
  const names = Array.from({ length: layers }, (_, i) => `layer${i}`);
  const isProjected = size !== width;
  return {
    weights: [
      ...(isProjected ? linearWeights('project', width, size) : []),
      ...names.flatMap((name) => encoderWeights(name, size, feedForward)),
      ...linearWeights('head', size, 1),
    ],
    dropoutRate,
    sampleAxis: 0,
    arrange: asTheyAre,
    forward: (context, x) => {
      const [batch] = x.shape;
      const rows = context.k.reshape(x, [batch * time, width]);
      return chain(
        rows,
        ...(isProjected ? [(input: Value) => linear(context, 'project', input)] : []),
        ...names.map(
          (name) => (input: Value) => encode(context, name, input, { batch, time, heads }),
        ),
        (input) => meanOverTime(context, input, batch, time),
        (input) => linear(context, 'head', input),
      );
    },
  };
}

const norm = (name: string, size: number): WeightSpec[] => [
  { name: `${name}.weight`, shape: [size], start: constant(1) },
  { name: `${name}.bias`, shape: [size], start: constant(0) },
];

export const encoderWeights = (name: string, size: number, feedForward: number): WeightSpec[] => [
  { name: `${name}.query.weight`, shape: [size, 3 * size], start: glorot(size, 3 * size) },
  { name: `${name}.query.bias`, shape: [3 * size], start: constant(0) },
  { name: `${name}.join.weight`, shape: [size, size], start: uniform(size) },
  { name: `${name}.join.bias`, shape: [size], start: constant(0) },
  ...norm(`${name}.norm1`, size),
  ...linearWeights(`${name}.widen`, size, feedForward),
  ...linearWeights(`${name}.narrow`, feedForward, size),
  ...norm(`${name}.norm2`, size),
];

/** One encoder layer on rows (batch · time) × size. */
export function encode(context: LayerContext, name: string, x: Value, rows: Rows): Pass {
  return chain(
    x,
    (input) =>
      residual(context, input, (inner) =>
        chain(
          inner,
          (at) => linear(context, `${name}.query`, at),
          (at) => attention(context, at, rows),
          (at) => linear(context, `${name}.join`, at),
          (at) => dropout(context, at),
        ),
      ),
    (input) => layerNorm(context, `${name}.norm1`, input),
    (input) =>
      residual(context, input, (inner) =>
        chain(
          inner,
          (at) => linear(context, `${name}.widen`, at),
          (at) => relu(context, at),
          (at) => dropout(context, at),
          (at) => linear(context, `${name}.narrow`, at),
          (at) => dropout(context, at),
        ),
      ),
    (input) => layerNorm(context, `${name}.norm2`, input),
  );
}

function residual({ k }: LayerContext, x: Value, layer: (x: Value) => Pass): Pass {
  const inner = layer(x);
  return {
    output: k.add(x, inner.output),
    backward: (gradient) => {
      const throughLayer = inner.backward(gradient);
      return () => k.add(gradient, throughLayer());
    },
  };
}

/** Scaled dot-product attention of every head at once: (batch · time) × 3 size → (batch · time) × size. */
function attention(context: LayerContext, x: Value, { batch, time, heads }: Rows): Pass {
  const { k } = context;
  const size = x.shape[1] / 3;
  const depth = size / heads;
  const scale = 1 / Math.sqrt(depth);
  const parts = [batch, time, 3, heads, depth];
  const [query, key, value] = k.unstack(k.transpose(k.reshape(x, parts), [2, 0, 3, 1, 4]));
  const shares = chain(
    k.scale(k.matMul(query, key, false, true), scale),
    (scores) => softmax(context, scores),
    (at) => {
      context.noteShares?.(at);
      return dropout(context, at);
    },
  );
  const mixed = k.transpose(k.matMul(shares.output, value), [0, 2, 1, 3]);
  return {
    output: k.reshape(mixed, [batch * time, size]),
    backward: (gradient) => () => {
      const split = k.reshape(gradient, [batch, time, heads, depth]);
      const ofMixed = k.transpose(split, [0, 2, 1, 3]);
      const ofValue = k.matMul(shares.output, ofMixed, true);
      const ofShares = k.matMul(ofMixed, value, false, true);
      const ofScores = k.scale(shares.backward(ofShares)(), scale);
      const ofQuery = k.matMul(ofScores, key);
      const ofKey = k.matMul(ofScores, query, true);
      const together = k.transpose(k.stack([ofQuery, ofKey, ofValue]), [1, 3, 0, 2, 4]);
      return k.reshape(together, [batch * time, 3 * size]);
    },
  };
}

function meanOverTime({ k }: LayerContext, x: Value, batch: number, time: number): Pass {
  const size = x.shape[1];
  return {
    output: k.scale(k.sum(k.reshape(x, [batch, time, size]), 1, false), 1 / time),
    backward: (gradient) => () => {
      const shares = k.upload(new Float32Array(time).fill(1 / time), [time, 1]);
      const spread = k.multiply(k.reshape(gradient, [batch, 1, size]), shares);
      return k.reshape(spread, [batch * time, size]);
    },
  };
}
