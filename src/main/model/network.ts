import type { Random } from '#main/lib/random.ts';
import type { Kernels, Value } from './kernels.ts';
import type { LayerContext, Pass } from './layers.ts';

export interface WeightSpec {
  name: string;
  shape: readonly number[];
  start: (random: Random) => number;
}

/** A classifier's shape: which weights it has and how a batch passes through it. */
export interface Network {
  readonly weights: readonly WeightSpec[];
  /** 0 for no dropout. */
  readonly dropoutRate: number;
  /** The dimension of `arrange`'s result that runs over samples. */
  readonly sampleAxis: number;
  /** samples × time × width as the network wants it, once for a whole data set. */
  arrange: (k: Kernels, x: Value) => Value;
  /** A part of the arranged samples → one logit each (samples × 1). */
  forward: (context: LayerContext, x: Value) => Pass;
}

/** Uniform in ±1/√fanIn: PyTorch's default for linear and recurrent layers. */
export const uniform =
  (fanIn: number, draws = 1) =>
  (random: Random): number => {
    let sum = 0;
    for (let i = 0; i < draws; i++) sum += (2 * random.next() - 1) / Math.sqrt(fanIn);
    return sum;
  };

/** Uniform in ±√(6 / (fanIn + fanOut)) (Glorot & Bengio 2010). */
export const glorot =
  (fanIn: number, fanOut: number) =>
  (random: Random): number =>
    (2 * random.next() - 1) * Math.sqrt(6 / (fanIn + fanOut));

export const constant = (value: number) => (): number => value;

export const linearWeights = (
  name: string,
  inputs: number,
  outputs: number,
  start = uniform(inputs),
): WeightSpec[] => [
  { name: `${name}.weight`, shape: [inputs, outputs], start },
  { name: `${name}.bias`, shape: [outputs], start },
];
