import { createRandom } from '#main/lib/random.ts';
import { mean } from '#main/report/moments.ts';

const DRAWS = 2000;
/** Mean length of a block in trading days: about a month, longer than any holding period compared here. */
const MEAN_BLOCK = 21;

/** A mean with its two-sided 95% interval. */
export interface Interval {
  mean: number;
  low: number;
  high: number;
}

/**
 * The mean of a daily series with its interval by the stationary bootstrap (Politis & Romano 1994), which
 * keeps neighbouring days together, since they are not independent.
 */
export function bootstrapMean(series: readonly number[], seed = 0): Interval {
  const random = createRandom(seed);
  const { length } = series;
  const draw = (): number => {
    let [sum, at] = [0, random.below(length)];
    for (let i = 0; i < length; i++) {
      sum += series[at];
      at = random.next() < 1 / MEAN_BLOCK ? random.below(length) : (at + 1) % length;
    }
    return sum / length;
  };
  const means = Float64Array.from({ length: DRAWS }, draw).sort();
  return {
    mean: mean(series),
    low: means[Math.floor(DRAWS * 0.025)],
    high: means[Math.floor(DRAWS * 0.975)],
  };
}

/** Two-sided 95% quantiles of Student's t by degrees of freedom. */
const STUDENT = [NaN, 12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];

/** The mean of independent values with its interval by Student's t; beyond ten by the normal one. */
export function studentMean(values: readonly number[]): Interval {
  const { length } = values;
  const centre = mean(values);
  if (length < 2) return { mean: centre, low: NaN, high: NaN };
  const variance = values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (length - 1);
  const half = (STUDENT[length - 1] ?? 1.96) * Math.sqrt(variance / length);
  return { mean: centre, low: centre - half, high: centre + half };
}
