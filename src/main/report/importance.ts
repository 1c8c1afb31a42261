import { assert } from '#main/lib/assert.ts';
import { createRandom, deriveSeed, shuffle } from '#main/lib/random.ts';
import { mean, sampleDeviation } from './moments.ts';

/** Windows one after another, and what came of them. */
export interface KnownWindows {
  /** count × lookback × width. */
  x: Float32Array;
  lookback: number;
  width: number;
  /** One a window; finite. */
  outcome: Float64Array;
}

export type PredictWindows = (x: Float32Array, count: number) => Promise<Float32Array>;

const REPEATS = 5;

/**
 * Permutation importance (Breiman 2001; Fisher, Rudin & Dominici 2019): how much the mean squared error
 * grows when one input's whole history is exchanged between windows. Mean and its standard error over five
 * seeded shuffles, one entry a column. Knows of the model only what it predicts.
 */
export async function permutationImportance(
  { x, lookback, width, outcome }: KnownWindows,
  predict: PredictWindows,
  seed: number,
  onColumn: (done: number) => void = () => undefined,
): Promise<{ increase: number; error: number }[]> {
  const count = outcome.length;
  assert(x.length === count * lookback * width, 'an outcome a window');
  const errorOf = async (windows: Float32Array): Promise<number> => {
    const said = await predict(windows, count);
    return mean(outcome.map((came, i) => (said[i] - came) ** 2));
  };
  const plain = await errorOf(x);
  const found: { increase: number; error: number }[] = [];
  for (let column = 0; column < width; column++) {
    const random = createRandom(deriveSeed(seed, 'importance', column));
    const increases: number[] = [];
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      const donors = Int32Array.from({ length: count }, (_, i) => i);
      shuffle(donors, random);
      increases.push((await errorOf(exchange(x, donors, column, lookback, width))) - plain);
    }
    const error = (sampleDeviation(increases) ?? 0) / Math.sqrt(REPEATS);
    found.push({ increase: mean(increases), error });
    onColumn(column + 1);
  }
  return found;
}

/** Windows whose column comes from other windows. */
function exchange(
  x: Float32Array,
  donors: Int32Array,
  column: number,
  lookback: number,
  width: number,
): Float32Array {
  const windows = x.slice();
  const size = lookback * width;
  donors.forEach((donor, i) => {
    for (let at = column; at < size; at += width) windows[i * size + at] = x[donor * size + at];
  });
  return windows;
}
