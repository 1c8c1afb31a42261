import type { Explanation } from '#shared/toolkitContract.ts';
import type { ExplainedWindow } from './reviewTask.ts';

/** Where the values of an explained window belong. */
export interface WindowWords {
  /** Names of its columns, and the input of each on its last bar. */
  names: readonly string[];
  inputs: ArrayLike<number>;
  /** ISO dates of its bars, oldest first. */
  dates: readonly string[];
  /** A score is the model's output · factor + shift. */
  scale: { factor: number; shift: number };
}

/** The part of an explanation that says how an output came about. */
export type Reasons = Omit<
  Explanation,
  'run' | 'symbol' | 'date' | 'isSimulated' | 'isDataChanged' | 'unit'
>;

/** Sums the values of a window up by input and by bar, in the score's unit. */
export function toReasons(
  found: ExplainedWindow,
  { names, inputs, dates, scale }: WindowWords,
): Omit<Reasons, 'neighbours'> {
  const width = names.length;
  const values = found.values.map((value) => value * scale.factor);
  const [prediction, baseline] = [found.prediction, found.baseline].map(
    (output) => output * scale.factor + scale.shift,
  );
  const sumOver = (places: (j: number) => boolean): number =>
    values.reduce((sum, value, j) => sum + (places(j) ? value : 0), 0);
  return {
    prediction,
    baseline,
    residual: sumOver(() => true) - (prediction - baseline),
    contributions: names
      .map((feature, column) => ({
        feature,
        value: sumOver((j) => j % width === column),
        input: Number.isFinite(inputs[column]) ? inputs[column] : null,
      }))
      .sort((a, b) => Math.abs(b.value) - Math.abs(a.value)),
    overTime: dates.map((date, bar) => ({
      date,
      value: sumOver((j) => Math.floor(j / width) === bar),
    })),
    attention:
      found.attention &&
      Array.from(found.attention, (weight, bar) => ({ date: dates[bar], weight })),
  };
}
