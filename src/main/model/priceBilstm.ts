import { timeFirst } from './arrange.ts';
import { bidirectional, bidirectionalEnds, bidirectionalWeights } from './bidirectional.ts';
import { chain, dropout, linear } from './layers.ts';
import { constant, glorot, linearWeights } from './network.ts';
import type { Network } from './network.ts';

export interface PriceBilstmSizes {
  hidden: number;
  dropout: number;
}

/**
 * The network of lstm-top30: two layers of LSTMs from both ends of the window, the second giving its
 * last states only, dropout after each, one linear number.
 */
export function createPriceBilstm(
  width: number,
  { hidden, dropout: dropoutRate }: PriceBilstmSizes,
): Network {
  const both = 2 * hidden;
  const head = linearWeights('head', both, 1, glorot(both, 1));
  return {
    weights: [
      ...bidirectionalWeights('first', width, hidden),
      ...bidirectionalWeights('second', both, hidden),
      ...head.map((spec) => (spec.shape.length === 1 ? { ...spec, start: constant(0) } : spec)),
    ],
    dropoutRate,
    sampleAxis: 1,
    arrange: timeFirst,
    forward: (context, x) =>
      chain(
        x,
        (input) => bidirectional(context, 'first', input),
        (states) => dropout(context, states),
        (states) => bidirectionalEnds(context, 'second', states),
        (ends) => dropout(context, ends),
        (ends) => linear(context, 'head', ends),
      ),
  };
}
