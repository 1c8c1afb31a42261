import { assert } from '#main/lib/assert.ts';
import { timeFirst } from './arrange.ts';
import { hardLstm } from './hardLstm.ts';
import { chain, dropout, lastState, linear, lstm, maxPool, relu, reshape, tanh } from './layers.ts';
import type { LayerContext, Pass } from './layers.ts';
import type { Kernels, Value } from './kernels.ts';
import { constant, glorot, linearWeights, orthogonal, startsOf } from './network.ts';
import type { LayerMaker } from './sequential.ts';

export type Activation = 'linear' | 'relu' | 'tanh';
/** Of an LSTM's gates. */
export type RecurrentActivation = 'sigmoid' | 'hardSigmoid';

const activate = (context: LayerContext, activation: Activation): ((x: Value) => Pass)[] =>
  activation === 'linear' ? [] : [(x) => ({ relu, tanh })[activation](context, x)];

/** channels → `units`, starting as Keras does: Glorot's weights, no bias. */
export const denseLayer =
  (units: number, activation: Activation): LayerMaker =>
  ([inputs], name) => ({
    weights: biased(name, inputs, units, glorot(inputs, units)),
    shape: [units],
    forward: (context, x) =>
      chain(x, (at) => linear(context, name, at), ...activate(context, activation)),
  });

export const biased = (
  name: string,
  inputs: number,
  units: number,
  start: ReturnType<typeof glorot>,
) =>
  linearWeights(name, inputs, units, start).map((spec) =>
    spec.shape.length === 1 ? { ...spec, start: constant(0) } : spec,
  );

/** At the network's rate, while it is trained. */
export const dropoutLayer: LayerMaker = (shape) => ({ weights: [], shape, forward: dropout });

/**
 * time × width → the last hidden state. Starts as Keras does: Glorot's weights for the input,
 * orthogonal ones for the state, a bias of 1 for the forget gate.
 */
export const lstmLayer =
  (hidden: number, recurrentActivation: RecurrentActivation = 'sigmoid'): LayerMaker =>
  ([, width], name) => ({
    weights: [
      {
        name: `${name}.weight`,
        shape: [width + hidden, 4 * hidden],
        start: startsOf(
          [glorot(width, 4 * hidden), width * 4 * hidden],
          [orthogonal(hidden, 4 * hidden), 4 * hidden * hidden],
        ),
      },
      {
        name: `${name}.bias`,
        shape: [4 * hidden],
        start: startsOf([constant(0), hidden], [constant(1), hidden], [constant(0), 2 * hidden]),
      },
    ],
    shape: [hidden],
    sampleAxis: 1,
    arrange: timeFirst,
    forward: (context, x) =>
      (recurrentActivation === 'sigmoid' ? softLstm : hardLstm)(context, name, x),
  });

const softLstm = (context: LayerContext, name: string, x: Value): Pass =>
  chain(
    x,
    (at) => lstm(context, name, at),
    (states) => lastState(context, states),
  );

/**
 * time × channels → (time − kernel + 1) × `filters`, without padding: a linear layer over every
 * `kernel` neighbouring bars, laid side by side.
 */
export const convolutionLayer =
  (filters: number, kernel: number, activation: Activation): LayerMaker =>
  ([time, channels], name) => {
    assert(time >= kernel, 'as many bars as the kernel is long');
    const places = time - kernel + 1;
    const fan = [kernel * channels, kernel * filters] as const;
    return {
      weights: biased(name, kernel * channels, filters, glorot(...fan)),
      shape: [places, filters],
      arrange: (k, x) => sideBySide(k, x, kernel),
      forward: (context, x) => {
        const [batch] = x.shape;
        return chain(
          x,
          (at) => reshape(context, at, [batch * places, kernel * channels]),
          (at) => linear(context, name, at),
          ...activate(context, activation),
          (at) => reshape(context, at, [batch, places, filters]),
        );
      },
    };
  };

/**
 * batch × time × channels → batch × places × (kernel · channels): bars `dilation` apart side by side, places =
 * time − (kernel − 1) · dilation.
 */
export function sideBySide(k: Kernels, x: Value, kernel: number, dilation = 1): Pass {
  const [batch, time, channels] = x.shape;
  const places = time - (kernel - 1) * dilation;
  const shape = [batch, places, kernel * channels];
  // One place sees all bars, which lie side by side already.
  if (places === 1 && dilation === 1) {
    const backward = (gradient: Value) => () => k.reshape(gradient, x.shape);
    return { output: k.reshape(x, shape), backward };
  }
  const offsets = Array.from({ length: kernel }, (_, i) => i * dilation);
  return {
    output: k.concat(
      offsets.map((offset) => k.slice(x, 1, offset, places)),
      2,
    ),
    backward: (gradient) => () => {
      const sizes = offsets.map(() => channels);
      const parts = k
        .split(gradient, sizes, 2)
        .map((part, i) => k.pad(part, 1, offsets[i], time - places - offsets[i]));
      return parts.reduce((sum, part) => k.add(sum, part));
    },
  };
}

/** time × channels → the channels of the last bar. */
export const lastBarLayer: LayerMaker = ([time, channels]) => ({
  weights: [],
  shape: [channels],
  forward: ({ k }, x) => {
    const [batch] = x.shape;
    return {
      output: k.reshape(k.slice(x, 1, time - 1, 1), [batch, channels]),
      backward: (gradient) => () =>
        k.pad(k.reshape(gradient, [batch, 1, channels]), 1, time - 1, 0),
    };
  },
});

/** time × channels → the largest of every `size` bars. */
export const maxPoolLayer =
  (size: number): LayerMaker =>
  ([time, channels]) => ({
    weights: [],
    shape: [Math.floor(time / size), channels],
    forward: (context, x) => maxPool(context, x, size),
  });

/** time × channels → the largest over time. */
export const globalMaxPoolLayer: LayerMaker = ([time, channels]) => ({
  weights: [],
  shape: [channels],
  forward: (context, x) =>
    chain(
      x,
      (at) => maxPool(context, at, time),
      (at) => reshape(context, at, [x.shape[0], channels]),
    ),
});
