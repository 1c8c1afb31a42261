import { chain, linear, reshape } from './layers.ts';
import { constant, linearWeights } from './network.ts';
import type { Network } from './network.ts';

/**
 * Logistic regression on the last bar alone: its features already sum up the past, and with fewer
 * weights than training samples it is the plain thing to beat. Starts from 0 (the loss is convex).
 */
export function createLogistic(time: number, width: number): Network {
  return {
    weights: linearWeights('head', width, 1, constant(0)),
    dropoutRate: 0,
    sampleAxis: 0,
    arrange: (k, x) => ({
      output: k.split(x, [time - 1, 1].filter(Boolean), 1).at(-1)!,
      backward: (gradient) => () => k.pad(gradient, 1, time - 1, 0),
    }),
    forward: (context, x) => {
      const [batch] = x.shape;
      return chain(
        x,
        (at) => reshape(context, at, [batch, width]),
        (at) => linear(context, 'head', at),
      );
    },
  };
}
