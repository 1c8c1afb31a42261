import { createRandom, deriveSeed, shuffle } from '#main/lib/random.ts';
import { correlation, midRanks } from './correlation.ts';
import { mean, sampleDeviation } from './moments.ts';

/** Windows one after another, and how bad it is to say something of them. */
export interface KnownWindows {
  /** count × lookback × width. */
  x: Float32Array;
  count: number;
  lookback: number;
  width: number;
  /** Of one number a window; less is better. */
  lossOf: (said: Float32Array) => number;
}

export type PredictWindows = (x: Float32Array, count: number) => Promise<Float32Array>;

export interface MeasuredImportance {
  /** The loss of windows as they are. */
  base: number;
  /** One entry a column. */
  columns: { increase: number; error: number }[];
}

const REPEATS = 5;

/**
 * Permutation importance (Breiman 2001; Fisher, Rudin & Dominici 2019): how much the loss grows when one
 * input's whole history is exchanged between windows. Mean and its standard error over five seeded shuffles.
 * Knows of the model only what it predicts.
 */
export async function permutationImportance(
  windows: KnownWindows,
  predict: PredictWindows,
  seed: number,
  onColumn: (done: number) => void = () => undefined,
): Promise<MeasuredImportance> {
  const { x, count, width, lossOf } = windows;
  const base = lossOf(await predict(x, count));
  const columns: MeasuredImportance['columns'] = [];
  for (let column = 0; column < width; column++) {
    const random = createRandom(deriveSeed(seed, 'importance', column));
    const increases: number[] = [];
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      const donors = Int32Array.from({ length: count }, (_, i) => i);
      shuffle(donors, random);
      increases.push(lossOf(await predict(exchange(windows, donors, column), count)) - base);
    }
    const error = (sampleDeviation(increases) ?? 0) / Math.sqrt(REPEATS);
    columns.push({ increase: mean(increases), error });
    onColumn(column + 1);
  }
  return { base, columns };
}

/** Windows whose column comes from other windows. */
function exchange(
  { x, lookback, width }: KnownWindows,
  donors: Int32Array,
  column: number,
): Float32Array {
  const windows = x.slice();
  const size = lookback * width;
  donors.forEach((donor, i) => {
    for (let at = column; at < size; at += width) windows[i * size + at] = x[donor * size + at];
  });
  return windows;
}

/** Mean squared error; windows whose outcome is NaN do not count. */
export function squaredErrorOf(outcome: ArrayLike<number>) {
  return (said: Float32Array): number => {
    const squares = Array.from(said, (value, i) => (value - outcome[i]) ** 2);
    return mean(squares.filter((square) => !Number.isNaN(square)));
  };
}

/** Fewer windows of one day correlate by themselves. */
const FEWEST_OF_DAY = 3;

/** −1 × the mean rank IC of a day; windows whose outcome is NaN do not count. */
export function rankLossOf(outcome: ArrayLike<number>, day: ArrayLike<number>) {
  const days = new Map<number, number[]>();
  for (let i = 0; i < outcome.length; i++) {
    if (Number.isNaN(outcome[i])) continue;
    days.set(day[i], [...(days.get(day[i]) ?? []), i]);
  }
  const some = [...days.values()].filter((places) => places.length >= FEWEST_OF_DAY);
  return (said: Float32Array): number => {
    const ics = some.map((places) => {
      const [a, b] = [places.map((i) => said[i]), places.map((i) => outcome[i])];
      // A day whose outputs are all alike orders nothing.
      return correlation(midRanks(a), midRanks(b)) ?? 0;
    });
    return -mean(ics);
  };
}
