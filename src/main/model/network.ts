import type { Random } from '#main/lib/random.ts';
import type { Kernels, Value } from './kernels.ts';
import type { LayerContext, Pass } from './layers.ts';

export interface WeightSpec {
  name: string;
  shape: readonly number[];
  /** Its first `size` values. */
  start: (random: Random, size: number) => number[];
}

/** A network's shape: which weights it has and how a batch passes through it. */
export interface Network {
  readonly weights: readonly WeightSpec[];
  /** 0 for no dropout. */
  readonly dropoutRate: number;
  /** The dimension of `arrange`'s result that runs over samples. */
  readonly sampleAxis: number;
  /** samples × time × width as the network wants it, once for a whole data set; arithmetic without weights. */
  arrange: (k: Kernels, x: Value) => Pass;
  /** A part of the arranged samples → one number each (samples × 1): a logit, or the value itself. */
  forward: (context: LayerContext, x: Value) => Pass;
}

type Start = WeightSpec['start'];

const each =
  (draw: (random: Random) => number): Start =>
  (random, size) =>
    Array.from({ length: size }, () => draw(random));

/** Uniform in ±1/√fanIn: PyTorch's default for linear and recurrent layers. */
export const uniform = (fanIn: number, draws = 1): Start =>
  each((random) => {
    let sum = 0;
    for (let i = 0; i < draws; i++) sum += (2 * random.next() - 1) / Math.sqrt(fanIn);
    return sum;
  });

/** Uniform in ±√(6 / (fanIn + fanOut)) (Glorot & Bengio 2010). */
export const glorot = (fanIn: number, fanOut: number): Start =>
  each((random) => (2 * random.next() - 1) * Math.sqrt(6 / (fanIn + fanOut)));

export const constant = (value: number): Start => each(() => value);

/** Several starts one after another, each of so many values. */
export const startsOf =
  (...parts: readonly (readonly [start: Start, size: number])[]): Start =>
  (random) =>
    parts.flatMap(([start, size]) => start(random, size));

/**
 * `rows` ≤ `columns` rows of length 1 at right angles to each other, in a random direction (Saxe et
 * al. 2014): normal draws through Gram–Schmidt, twice against rounding.
 */
export const orthogonal =
  (rows: number, columns: number): Start =>
  (random) => {
    const done: number[][] = [];
    for (let i = 0; i < rows; i++) {
      let row = Array.from({ length: columns }, () => random.normal());
      for (const other of [...done, ...done]) {
        const along = row.reduce((sum, value, j) => sum + value * other[j], 0);
        row = row.map((value, j) => value - along * other[j]);
      }
      const length = Math.hypot(...row);
      done.push(row.map((value) => value / length));
    }
    return done.flat();
  };

/** An LSTM that starts as PyTorch's, whose two biases are only ever added: this is their sum. */
export const lstmWeights = (name: string, width: number, hidden: number): WeightSpec[] => [
  { name: `${name}.weight`, shape: [width + hidden, 4 * hidden], start: uniform(hidden) },
  { name: `${name}.bias`, shape: [4 * hidden], start: uniform(hidden, 2) },
];

export const linearWeights = (
  name: string,
  inputs: number,
  outputs: number,
  start = uniform(inputs),
): WeightSpec[] => [
  { name: `${name}.weight`, shape: [inputs, outputs], start },
  { name: `${name}.bias`, shape: [outputs], start },
];
