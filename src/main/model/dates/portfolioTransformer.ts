import type { DateSamples } from '#main/dataset/panel/dateSamples.ts';
import type { Value } from '../kernels.ts';
import { chain, linear, relu, softmax } from '../layers.ts';
import type { LayerContext, Pass } from '../layers.ts';
import { linearWeights } from '../network.ts';
import type { WeightSpec } from '../network.ts';
import { encode, encoderWeights } from '../transformer.ts';

export interface PortfolioTransformerSizes {
  /** Width of the encoder. */
  hidden: number;
  heads: number;
  layers: number;
  feedForward: number;
  dense: number;
  dropout: number;
}

/** Added to the score of a symbol without a window, so that its weight is 0. */
const NEVER = -1e9;

/**
 * One step for each bar, all symbols' inputs side by side; projected, through encoder layers, the last step
 * through a dense layer with ReLU to one score a symbol, softmax: weights of at least 0 that sum to 1. The
 * width is rounded up to a multiple of the heads.
 */
export function createPortfolioTransformer(
  slots: number,
  time: number,
  width: number,
  { hidden, heads, layers, feedForward, dense, dropout: dropoutRate }: PortfolioTransformerSizes,
) {
  const size = Math.ceil(hidden / heads) * heads;
  const names = Array.from({ length: layers }, (_, i) => `layer${i}`);
  const weights: WeightSpec[] = [
    ...linearWeights('embed', slots * width, size),
    ...names.flatMap((name) => encoderWeights(name, size, feedForward)),
    ...linearWeights('dense', size, dense),
    ...linearWeights('head', dense, slots),
  ];
  const forward = (context: LayerContext, x: Value, mask: Value): Pass => {
    const { k } = context;
    const [batch] = x.shape;
    return chain(
      x,
      (at) => stepByStep(context, at),
      (at) => linear(context, 'embed', at),
      ...names.map((name) => (at: Value) => encode(context, name, at, { batch, time, heads })),
      (at) => lastStep(context, at, batch, time),
      (at) => linear(context, 'dense', at),
      (at) => relu(context, at),
      (at) => linear(context, 'head', at),
      (at) => ({ output: k.add(at, mask), backward: (gradient) => () => gradient }),
      (at) => softmax(context, at),
    );
  };
  return { weights, dropoutRate, forward };
}

/** dates × slots × lookback × width → (dates · lookback) × (slots · width). */
function stepByStep({ k }: LayerContext, x: Value): Pass {
  const [dates, slots, time, width] = x.shape;
  return {
    output: k.reshape(k.transpose(x, [0, 2, 1, 3]), [dates * time, slots * width]),
    backward: (gradient) => () =>
      k.transpose(k.reshape(gradient, [dates, time, slots, width]), [0, 2, 1, 3]),
  };
}

/** (batch · time) × size → batch × size. */
function lastStep({ k }: LayerContext, x: Value, batch: number, time: number): Pass {
  const size = x.shape[1];
  return {
    output: k.reshape(k.slice(k.reshape(x, [batch, time, size]), 1, time - 1, 1), [batch, size]),
    backward: (gradient) => () =>
      k.reshape(k.pad(k.reshape(gradient, [batch, 1, size]), 1, time - 1, 0), [batch * time, size]),
  };
}

/** One number a symbol of one date: 0 where it has a window. All are there where none is: weights stay weights. */
export function assetMask(
  { row }: Pick<DateSamples, 'row' | 'group'>,
  date: number,
  slots: number,
): Float32Array {
  return Float32Array.from(row.subarray(date * slots, (date + 1) * slots), (end) =>
    end < 0 ? NEVER : 0,
  );
}
