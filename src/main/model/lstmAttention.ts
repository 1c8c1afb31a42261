import { attendOverTime } from './attention.ts';
import type { Value } from './kernels.ts';
import { chain, dropout, linear, lstm, projection, relu, tanh } from './layers.ts';
import { linearWeights, lstmWeights, uniform } from './network.ts';
import type { Network } from './network.ts';
import { timeFirst } from './arrange.ts';

export interface LstmAttentionSizes {
  hidden: number;
  layers: number;
  dense: number;
  dropout: number;
}

/**
 * The toolkit's regressor: LSTMs one above the other with dropout between them; each bar scored by
 * Linear–Tanh–Linear and weighted by the softmax over time; a dense layer with ReLU and dropout; one number.
 * Starts as PyTorch does.
 */
export function createLstmAttention(
  width: number,
  { hidden, layers, dense, dropout: dropoutRate }: LstmAttentionSizes,
): Network {
  const names = Array.from({ length: layers }, (_, i) => `lstm${i}`);
  return {
    weights: [
      ...names.flatMap((name, i) => lstmWeights(name, i === 0 ? width : hidden, hidden)),
      ...linearWeights('look', hidden, hidden),
      { name: 'score.weight', shape: [hidden, 1], start: uniform(hidden) },
      ...linearWeights('dense', hidden, dense),
      ...linearWeights('head', dense, 1),
    ],
    dropoutRate,
    sampleAxis: 1,
    arrange: timeFirst,
    forward: (context, x) =>
      chain(
        x,
        ...names.flatMap((name, i) => [
          ...(i > 0 ? [(at: Value) => dropout(context, at)] : []),
          (at: Value) => lstm(context, name, at),
        ]),
        (states) =>
          attendOverTime(context, states, (rows) =>
            chain(
              rows,
              (at) => linear(context, 'look', at),
              (at) => tanh(context, at),
              (at) => projection(context, 'score', at),
            ),
          ),
        (at) => linear(context, 'dense', at),
        (at) => relu(context, at),
        (at) => dropout(context, at),
        (at) => linear(context, 'head', at),
      ),
  };
}
