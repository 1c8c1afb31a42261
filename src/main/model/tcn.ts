import type { Value } from './kernels.ts';
import { chain, dropout, linear, relu, reshape } from './layers.ts';
import type { LayerContext, Pass } from './layers.ts';
import type { Network } from './network.ts';
import { createSequential } from './sequential.ts';
import type { LayerMaker } from './sequential.ts';
import { biased, denseLayer, lastBarLayer, sideBySide } from './sequentialLayers.ts';
import { glorot } from './network.ts';

export interface TcnSizes {
  filters: number;
  layers: number;
  kernel: number;
  dropout: number;
}

/**
 * Temporal convolutional network (Bai et al. 2018): blocks of two causal convolutions around which the input
 * is led, each block looking twice as far between its bars as the one before; the last bar gives one number.
 * It sees 1 + 2 · (kernel − 1) · (2^layers − 1) bars. Without the weight normalisation of the paper.
 */
export const createTcn = (
  time: number,
  width: number,
  { filters, layers, kernel, dropout: dropoutRate }: TcnSizes,
): Network =>
  createSequential(time, width, dropoutRate, [
    ...Array.from({ length: layers }, (_, i) => blockLayer(filters, kernel, 2 ** i)),
    lastBarLayer,
    denseLayer(1, 'linear'),
  ]);

/** time × channels → time × filters; no bar sees a later one. */
export const blockLayer =
  (filters: number, kernel: number, dilation: number): LayerMaker =>
  ([time, channels], name) => {
    const isSame = channels === filters;
    const convolution = (part: string, inputs: number) =>
      biased(`${name}.${part}`, kernel * inputs, filters, glorot(kernel * inputs, filters));
    return {
      weights: [
        ...convolution('first', channels),
        ...convolution('second', filters),
        ...(isSame ? [] : biased(`${name}.around`, channels, filters, glorot(channels, filters))),
      ],
      shape: [time, filters],
      forward: (context, x) => {
        const look = (part: string) => (at: Value) =>
          causal(context, `${name}.${part}`, at, kernel, dilation);
        const inner = chain(
          x,
          look('first'),
          (at) => relu(context, at),
          (at) => dropout(context, at),
          look('second'),
          (at) => relu(context, at),
          (at) => dropout(context, at),
        );
        const around = isSame ? null : overRows(context, `${name}.around`, x);
        const sum = context.k.add(inner.output, around?.output ?? x);
        const bent = relu(context, sum);
        return {
          output: bent.output,
          backward: (gradient) => {
            const ofSum = bent.backward(gradient)();
            const through = inner.backward(ofSum);
            const past = around?.backward(ofSum) ?? (() => ofSum);
            return () => context.k.add(through(), past());
          },
        };
      },
    };
  };

/** A linear layer on every bar: batch × time × in → batch × time × out. */
function overRows(context: LayerContext, name: string, x: Value): Pass {
  const [batch, time, width] = x.shape;
  return chain(
    x,
    (at) => reshape(context, at, [batch * time, width]),
    (at) => linear(context, name, at),
    (at) => reshape(context, at, [batch, time, at.shape[1]]),
  );
}

/** Every bar sees itself and kernel − 1 earlier ones, `dilation` apart; zeros stand before the first. */
function causal(
  context: LayerContext,
  name: string,
  x: Value,
  kernel: number,
  dilation: number,
): Pass {
  const { k } = context;
  const before = (kernel - 1) * dilation;
  const time = x.shape[1];
  return chain(
    x,
    (at) => ({
      output: k.pad(at, 1, before, 0),
      backward: (gradient) => () => k.slice(gradient, 1, before, time),
    }),
    (at) => sideBySide(k, at, kernel, dilation),
    (at) => overRows(context, name, at),
  );
}
