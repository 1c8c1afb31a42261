import { timeFirst } from './arrange.ts';
import { attendOverTime } from './attention.ts';
import type { Value } from './kernels.ts';
import { chain, linear, lstm, projection } from './layers.ts';
import type { LayerContext, Pass } from './layers.ts';
import { linearWeights, lstmWeights, uniform } from './network.ts';
import type { Network } from './network.ts';

/**
 * Two LSTMs over the window, one from each end; attention over time (a linear score for each bar,
 * softmax, weighted sum of the hidden states); a linear head. The score has no bias: softmax does
 * not change when all scores shift.
 */
export function createBilstm(width: number, hidden: number): Network {
  return {
    weights: [
      ...lstmWeights('early', width, hidden),
      ...lstmWeights('late', width, hidden),
      { name: 'score.weight', shape: [2 * hidden, 1], start: uniform(2 * hidden) },
      ...linearWeights('head', 2 * hidden, 1),
    ],
    dropoutRate: 0,
    sampleAxis: 1,
    arrange: timeFirst,
    forward: (context, x) =>
      chain(
        x,
        (input) => bothWays(context, hidden, input),
        (states) => attendOverTime(context, states, (rows) => projection(context, 'score', rows)),
        (summary) => linear(context, 'head', summary),
      ),
  };
}

/** time × batch × width → time × batch × 2 hidden. */
function bothWays(context: LayerContext, hidden: number, x: Value): Pass {
  const { k } = context;
  const early = lstm(context, 'early', x);
  const late = lstm(context, 'late', k.reverse(x));
  return {
    output: k.concat([early.output, k.reverse(late.output)], 2),
    backward: (gradient) => {
      const [toEarly, toLate] = k.split(gradient, [hidden, hidden], 2);
      const ofEarly = early.backward(toEarly);
      const ofLate = late.backward(k.reverse(toLate));
      return () => k.add(ofEarly(), k.reverse(ofLate()));
    },
  };
}
