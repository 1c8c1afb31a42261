import type { Value } from './kernels.ts';
import { lstm } from './layers.ts';
import type { LayerContext, Pass } from './layers.ts';
import { constant, glorot, orthogonal, startsOf } from './network.ts';
import type { WeightSpec } from './network.ts';

/** Weights of two LSTMs over one input, one from each end, starting as Keras does. */
export const bidirectionalWeights = (name: string, width: number, hidden: number): WeightSpec[] =>
  ['early', 'late'].flatMap((way) => [
    {
      name: `${name}.${way}.weight`,
      shape: [width + hidden, 4 * hidden],
      start: startsOf(
        [glorot(width, 4 * hidden), width * 4 * hidden],
        [orthogonal(hidden, 4 * hidden), 4 * hidden * hidden],
      ),
    },
    {
      name: `${name}.${way}.bias`,
      shape: [4 * hidden],
      start: startsOf([constant(0), hidden], [constant(1), hidden], [constant(0), 2 * hidden]),
    },
  ]);

/** time × batch × width → time × batch × 2 hidden: at each bar what either LSTM knows there. */
export function bidirectional(context: LayerContext, name: string, x: Value): Pass {
  const { k } = context;
  const early = lstm(context, `${name}.early`, x);
  const late = lstm(context, `${name}.late`, k.reverse(x));
  const hidden = early.output.shape[2];
  return {
    output: k.concat([early.output, k.reverse(late.output)], 2),
    backward: (gradient) => {
      const [toEarly, toLate] = k.split(gradient, [hidden, hidden], 2);
      return joined(context, early.backward(toEarly), late.backward(k.reverse(toLate)));
    },
  };
}

/** time × batch × width → batch × 2 hidden: what either LSTM knows at its own end. */
export function bidirectionalEnds(context: LayerContext, name: string, x: Value): Pass {
  const { k } = context;
  const ways = [lstm(context, `${name}.early`, x), lstm(context, `${name}.late`, k.reverse(x))];
  const [time, batch, hidden] = ways[0].output.shape;
  const ends = ways.map(({ output }) =>
    k.reshape(k.slice(output, 0, time - 1, 1), [batch, hidden]),
  );
  return {
    output: k.concat(ends, 1),
    backward: (gradient) => {
      const [early, late] = k
        .split(gradient, [hidden, hidden], 1)
        .map((part, i) =>
          ways[i].backward(k.pad(k.reshape(part, [1, batch, hidden]), 0, time - 1, 0)),
        );
      return joined(context, early, late);
    },
  };
}

/** The gradient of an input that one LSTM read forwards and one backwards. */
const joined =
  ({ k }: LayerContext, early: () => Value, late: () => Value) =>
  (): Value =>
    k.add(early(), k.reverse(late()));
