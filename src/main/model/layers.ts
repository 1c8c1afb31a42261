import { assert } from '#main/lib/assert.ts';
import type { Kernels, Value } from './kernels.ts';

/** What a layer works with during one step. */
export interface LayerContext {
  readonly k: Kernels;
  readonly weights: ReadonlyMap<string, Value>;
  /** Filled in on the way back, one entry for every weight. */
  readonly gradients: Map<string, Value>;
  /** Random factors 0 or 1 / (1 − rate) of the given shape; null when predicting. */
  readonly dropoutMask: ((shape: readonly number[]) => Value) | null;
  /**
   * Told of the shares of each attention, in order of depth, by those who want to see them: batch × time, or
   * with a share for each of what looks, batch × heads × looking × looked at.
   */
  readonly noteShares?: (shares: Value) => void;
}

/**
 * A layer's result and its way back: given the gradient of its output, it notes those of its
 * weights and offers that of its input, which is computed only when asked for (nobody asks the
 * first layer).
 */
export interface Pass {
  readonly output: Value;
  readonly backward: (gradient: Value) => () => Value;
}

export function weightOf({ weights }: LayerContext, name: string): Value {
  const weight = weights.get(name);
  assert(weight, `the network has a weight ${name}`);
  return weight;
}

/** rows × in → rows × out: x·W + b, with W stored in × out. */
export function linear(context: LayerContext, name: string, x: Value): Pass {
  const { k, gradients } = context;
  const weight = weightOf(context, `${name}.weight`);
  return {
    output: k.addBias(k.matMul(x, weight), weightOf(context, `${name}.bias`)),
    backward: (gradient) => {
      gradients.set(`${name}.weight`, k.matMul(x, gradient, true));
      gradients.set(`${name}.bias`, k.sumRows(gradient));
      return () => k.matMul(gradient, weight, false, true);
    },
  };
}

/** rows × in → rows × out: x·W, without a bias. */
export function projection(context: LayerContext, name: string, x: Value): Pass {
  const { k, gradients } = context;
  const weight = weightOf(context, `${name}.weight`);
  return {
    output: k.matMul(x, weight),
    backward: (gradient) => {
      gradients.set(`${name}.weight`, k.matMul(x, gradient, true));
      return () => k.matMul(gradient, weight, false, true);
    },
  };
}

/** time × batch × width → time × batch × hidden: its states on every bar. */
export function lstm(context: LayerContext, name: string, x: Value): Pass {
  const { k, gradients } = context;
  const weight = weightOf(context, `${name}.weight`);
  const bias = weightOf(context, `${name}.bias`);
  const pass = k.lstm(x, weight, bias);
  return {
    output: pass.hidden,
    backward: (gradient) => {
      const out = k.lstmGradient(x, weight, bias, pass, gradient);
      gradients.set(`${name}.weight`, out.weight);
      gradients.set(`${name}.bias`, out.bias);
      return out.input;
    },
  };
}

/** time × batch × size → batch × size: the last bar's. */
export function lastState({ k }: LayerContext, states: Value): Pass {
  const [time, batch, size] = states.shape;
  return {
    output: k.reshape(k.slice(states, 0, time - 1, 1), [batch, size]),
    backward: (gradient) => () => k.pad(k.reshape(gradient, [1, batch, size]), 0, time - 1, 0),
  };
}

export function relu({ k }: LayerContext, x: Value): Pass {
  const output = k.relu(x);
  return { output, backward: (gradient) => () => k.reluGradient(gradient, output) };
}

export function tanh({ k }: LayerContext, x: Value): Pass {
  const output = k.tanh(x);
  return { output, backward: (gradient) => () => k.tanhGradient(gradient, output) };
}

/** The same numbers in another shape. */
export function reshape({ k }: LayerContext, x: Value, shape: readonly number[]): Pass {
  const output = k.reshape(x, shape);
  return { output, backward: (gradient) => () => k.reshape(gradient, x.shape) };
}

/** batch × time × channels: the largest of every `size` bars. */
export function maxPool(context: LayerContext, x: Value, size: number): Pass {
  const { k } = context;
  const [batch, time, channels] = x.shape;
  const pools = Math.floor(time / size);
  if (size === 1) return reshape(context, x, [batch, pools, channels]);
  const output = k.maxPool(x, size);
  return { output, backward: (gradient) => () => k.maxPoolGradient(gradient, x, output, size) };
}

export function dropout({ k, dropoutMask }: LayerContext, x: Value): Pass {
  if (!dropoutMask) return { output: x, backward: (gradient) => () => gradient };
  const mask = dropoutMask(x.shape);
  return {
    output: k.multiply(x, mask),
    backward: (gradient) => () => k.multiply(gradient, mask),
  };
}

/** Over the last dimension. Backward: s ∘ (g − Σ s ∘ g). */
export function softmax({ k }: LayerContext, x: Value): Pass {
  const output = k.softmax(x);
  return {
    output,
    backward: (gradient) => () => {
      const mean = k.sum(k.multiply(output, gradient), x.shape.length - 1, true);
      return k.multiply(output, k.subtract(gradient, mean));
    },
  };
}

const NORM_EPSILON = 1e-5;

/** Each row to mean 0 and variance 1, then scaled and shifted by column (Ba et al. 2016). */
export function layerNorm(context: LayerContext, name: string, x: Value): Pass {
  const { k, gradients } = context;
  const scale = weightOf(context, `${name}.weight`);
  const centred = k.subtract(x, k.meanColumns(x));
  const variance = k.meanColumns(k.multiply(centred, centred));
  const factor = k.inverseRoot(variance, NORM_EPSILON);
  const normal = k.multiply(centred, factor);
  return {
    output: k.addBias(k.multiply(normal, scale), weightOf(context, `${name}.bias`)),
    backward: (gradient) => {
      gradients.set(`${name}.weight`, k.sumRows(k.multiply(gradient, normal)));
      gradients.set(`${name}.bias`, k.sumRows(gradient));
      return () => {
        const scaled = k.multiply(gradient, scale);
        const along = k.multiply(normal, k.meanColumns(k.multiply(scaled, normal)));
        const level = k.subtract(scaled, k.meanColumns(scaled));
        return k.multiply(k.subtract(level, along), factor);
      };
    },
  };
}

/** One after another. */
export function chain(x: Value, ...layers: ((x: Value) => Pass)[]): Pass {
  const passes: Pass[] = [];
  for (const layer of layers) passes.push(layer(passes.at(-1)?.output ?? x));
  return {
    output: passes.at(-1)?.output ?? x,
    backward: (gradient) =>
      passes.reduceRight<() => Value>(
        (at, pass) => pass.backward(at()),
        () => gradient,
      ),
  };
}
