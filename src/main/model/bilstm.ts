import type { Value } from './kernels.ts';
import { chain, linear, softmax, weightOf } from './layers.ts';
import type { LayerContext, Pass } from './layers.ts';
import { linearWeights, uniform } from './network.ts';
import type { Network, WeightSpec } from './network.ts';

/**
 * Two LSTMs over the window, one from each end; attention over time (a linear score for each bar,
 * softmax, weighted sum of the hidden states); a linear head. The score has no bias: softmax does
 * not change when all scores shift.
 */
export function createBilstm(width: number, hidden: number): Network {
  const lstm = (name: string): WeightSpec[] => [
    { name: `${name}.weight`, shape: [width + hidden, 4 * hidden], start: uniform(hidden) },
    // Where PyTorch keeps two biases that are only ever added, this is their sum.
    { name: `${name}.bias`, shape: [4 * hidden], start: uniform(hidden, 2) },
  ];
  return {
    weights: [
      ...lstm('early'),
      ...lstm('late'),
      { name: 'score.weight', shape: [2 * hidden, 1], start: uniform(2 * hidden) },
      ...linearWeights('head', 2 * hidden, 1),
    ],
    dropoutRate: 0,
    sampleAxis: 1,
    arrange: (k, x) => k.transpose(x, [1, 0, 2]),
    forward: (context, x) =>
      chain(
        x,
        (input) => bothWays(context, hidden, input),
        (states) => attend(context, states),
        (summary) => linear(context, 'head', summary),
      ),
  };
}

function noInputGradient(): never {
  throw new Error('the LSTM is the first layer');
}

/** time × batch × width → time × batch × 2 hidden. */
function bothWays(context: LayerContext, hidden: number, x: Value): Pass {
  const { k, gradients } = context;
  const ways = [
    { name: 'early', input: x },
    { name: 'late', input: k.reverse(x) },
  ].map(({ name, input }) => {
    const weight = weightOf(context, `${name}.weight`);
    const bias = weightOf(context, `${name}.bias`);
    const pass = k.lstm(input, weight, bias);
    const backward = (gradient: Value): void => {
      const out = k.lstmGradient(input, weight, bias, pass, gradient);
      gradients.set(`${name}.weight`, out.weight);
      gradients.set(`${name}.bias`, out.bias);
    };
    return { hidden: pass.hidden, backward };
  });
  const [early, late] = ways;
  return {
    output: k.concat([early.hidden, k.reverse(late.hidden)], 2),
    backward: (gradient) => {
      const [toEarly, toLate] = k.split(gradient, [hidden, hidden], 2);
      early.backward(toEarly);
      late.backward(k.reverse(toLate));
      return noInputGradient;
    },
  };
}

/** time × batch × size → batch × size: each bar weighted by the softmax of its score. */
function attend(context: LayerContext, states: Value): Pass {
  const { k, gradients } = context;
  const [time, batch, size] = states.shape;
  const rows = k.reshape(states, [time * batch, size]);
  const score = weightOf(context, 'score.weight');
  // Softmax runs over the last dimension, so time goes there and back.
  const scores = k.transpose(k.reshape(k.matMul(rows, score), [time, batch]), [1, 0]);
  const shares = softmax(context, scores);
  const share = k.reshape(k.transpose(shares.output, [1, 0]), [time, batch, 1]);
  return {
    output: k.sum(k.multiply(states, share), 0, false),
    backward: (gradient) => {
      const ofShares = k.transpose(k.sum(k.multiply(states, gradient), 2, false), [1, 0]);
      const ofScores = k.transpose(shares.backward(ofShares)(), [1, 0]);
      const column = k.reshape(ofScores, [time * batch, 1]);
      gradients.set('score.weight', k.matMul(rows, column, true));
      return () => {
        const throughScore = k.reshape(k.matMul(column, score, false, true), states.shape);
        return k.add(k.multiply(share, gradient), throughScore);
      };
    },
  };
}
