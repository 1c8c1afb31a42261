import type { DateSamples } from '#main/dataset/panel/dateSamples.ts';
import { timeFirst } from '../arrange.ts';
import type { Value } from '../kernels.ts';
import { chain, dropout, lastState, linear, lstm, projection, relu, softmax } from '../layers.ts';
import type { LayerContext, Pass } from '../layers.ts';
import { glorot, linearWeights, lstmWeights } from '../network.ts';
import type { WeightSpec } from '../network.ts';

export interface GraphAttentionSizes {
  hidden: number;
  heads: number;
  dropout: number;
}

/** Added to the score of a neighbour that is none. */
const NEVER = -1e9;
/** Slope of the leaky ReLU below 0, as in the paper. */
const LEAK = 0.2;

/**
 * Each symbol's window through an LSTM, then its state beside what it makes of the states of its group
 * (graph attention, Veličković et al. 2018: e = LeakyReLU(a · Wh_i + b · Wh_j), softmax over neighbours,
 * itself among them), then one number.
 */
export function createGraphAttention(
  width: number,
  { hidden, heads, dropout: dropoutRate }: GraphAttentionSizes,
) {
  const depth = Math.ceil(hidden / heads);
  const names = Array.from({ length: heads }, (_, i) => `head${i}`);
  const both = hidden + heads * depth;
  const weights: WeightSpec[] = [
    ...lstmWeights('lstm', width, hidden),
    ...names.flatMap((name) => [
      { name: `${name}.weight`, shape: [hidden, depth], start: glorot(hidden, depth) },
      { name: `${name}.self.weight`, shape: [depth, 1], start: glorot(depth, 1) },
      { name: `${name}.other.weight`, shape: [depth, 1], start: glorot(depth, 1) },
    ]),
    ...linearWeights('out', both, 1),
  ];
  const forward = (context: LayerContext, x: Value, mask: Value): Pass => {
    const { k } = context;
    const [dates, slots, lookback] = x.shape;
    return chain(
      x,
      (at) => ({
        output: k.reshape(at, [dates * slots, lookback, width]),
        backward: (gradient) => () => k.reshape(gradient, x.shape),
      }),
      (at) => timeFirst(k, at),
      (at) => lstm(context, 'lstm', at),
      (at) => lastState(context, at),
      (at) => dropout(context, at),
      (states) => beside(context, states, names, (name) => attend(context, name, states, mask)),
      (at) => dropout(context, at),
      (at) => linear(context, 'out', at),
      (at) => ({
        output: k.reshape(at, [dates, slots]),
        backward: (gradient) => () => k.reshape(gradient, [dates * slots, 1]),
      }),
    );
  };
  return { weights, dropoutRate, forward };
}

/** The states themselves and what each head makes of them, side by side. */
function beside(
  { k }: LayerContext,
  states: Value,
  names: readonly string[],
  attendBy: (name: string) => Pass,
): Pass {
  const heads = names.map(attendBy);
  const parts = [states, ...heads.map(({ output }) => output)];
  return {
    output: k.concat(parts, 1),
    backward: (gradient) => {
      const sizes = parts.map(({ shape }) => shape[1]);
      const [straight, ...others] = k.split(gradient, sizes, 1);
      const ways = heads.map(({ backward }, i) => backward(others[i]));
      return () => ways.reduce((sum, way) => k.add(sum, way()), straight);
    },
  };
}

/** One head: (dates · slots) × hidden → (dates · slots) × depth. */
function attend(context: LayerContext, name: string, states: Value, mask: Value): Pass {
  const { k } = context;
  const [dates, slots] = mask.shape;
  const values = projection(context, name, states);
  const depth = values.output.shape[1];
  const own = projection(context, `${name}.self`, values.output);
  const other = projection(context, `${name}.other`, values.output);
  const sum = k.add(
    k.reshape(own.output, [dates, slots, 1]),
    k.reshape(other.output, [dates, 1, slots]),
  );
  const positive = k.relu(sum);
  const leaky = k.add(k.scale(sum, LEAK), k.scale(positive, 1 - LEAK));
  const shares = softmax(context, k.add(leaky, mask));
  context.noteShares?.(shares.output);
  const byDate = k.reshape(values.output, [dates, slots, depth]);
  const mixed = k.reshape(k.matMul(shares.output, byDate), [dates * slots, depth]);
  const bent = relu(context, mixed);
  return {
    output: bent.output,
    backward: (gradient) => {
      const ofMixed = k.reshape(bent.backward(gradient)(), [dates, slots, depth]);
      const ofShares = k.matMul(ofMixed, byDate, false, true);
      const direct = k.reshape(k.matMul(shares.output, ofMixed, true), [dates * slots, depth]);
      const ofLeaky = shares.backward(ofShares)();
      const ofSum = k.add(
        k.scale(ofLeaky, LEAK),
        k.scale(k.reluGradient(ofLeaky, positive), 1 - LEAK),
      );
      const column = (part: Value): Value => k.reshape(part, [dates * slots, 1]);
      const throughOwn = own.backward(column(k.sum(ofSum, 2, false)));
      const throughOther = other.backward(column(k.sum(ofSum, 1, false)));
      return values.backward(k.add(direct, k.add(throughOwn(), throughOther())));
    },
  };
}

/** slots × slots of one date: 0 for each pair of one group, both with a window, and for each with itself. */
export function graphMask(
  { row, group }: Pick<DateSamples, 'row' | 'group'>,
  date: number,
  slots: number,
): Float32Array {
  const mask = new Float32Array(slots * slots).fill(NEVER);
  const at = date * slots;
  for (let i = 0; i < slots; i++) {
    mask[i * slots + i] = 0;
    if (row[at + i] < 0) continue;
    for (let j = 0; j < slots; j++) {
      if (row[at + j] >= 0 && group[at + i] === group[at + j]) mask[i * slots + j] = 0;
    }
  }
  return mask;
}
