import type { FeatureShift, MonitorReport } from '#shared/toolkitContract.ts';
import { quantile } from './moments.ts';

const BINS = 10;

/**
 * Population-stability index: Σ (q − p) · ln(q / p) over deciles of the training values, p and q the shares
 * of training and live values in each. Half a value is added to every bin, so that an empty one stays
 * finite. Below 0.1 little moved, beyond 0.25 much; of n live values about 9 / n is chance.
 * Values that are not finite are left out; null where one side has none.
 */
export function stabilityIndex(train: ArrayLike<number>, live: ArrayLike<number>): number | null {
  const [known, fresh] = [train, live].map((values) => Array.from(values).filter(Number.isFinite));
  if (known.length === 0 || fresh.length === 0) return null;
  const ends = Array.from({ length: BINS - 1 }, (_, i) => quantile(known, (i + 1) / BINS)!);
  // Deciles of a column with few kinds of values coincide: they are one end.
  const bounds = ends.filter((end, i) => i === 0 || end > ends[i - 1]);
  const [p, q] = [known, fresh].map((values) => sharesOf(values, bounds));
  return p.reduce((sum, share, i) => sum + (q[i] - share) * Math.log(q[i] / share), 0);
}

/** 99% quantile of χ² with as many degrees of freedom as deciles have, less one. */
const RARE = 21.67;
/** Beyond it an input has moved much, whatever chance gives. */
const MARKED = 0.25;

/** What the index comes to over so many live values by chance alone; values next to each other that are alike give more. */
export const chanceShift = (count: number): NonNullable<MonitorReport['shiftChance']> => ({
  bars: count,
  mean: (BINS - 1) / count,
  marked: Math.max(MARKED, RARE / count),
});

function sharesOf(values: readonly number[], bounds: readonly number[]): number[] {
  const counts = new Array<number>(bounds.length + 1).fill(0.5);
  for (const value of values) {
    let bin = 0;
    while (bin < bounds.length && value > bounds[bin]) bin++;
    counts[bin]++;
  }
  const total = values.length + counts.length / 2;
  return counts.map((count) => count / total);
}

/** The indices of named columns, largest first; columns without values are left out. */
export function listShifts(
  names: readonly string[],
  train: readonly ArrayLike<number>[],
  live: readonly ArrayLike<number>[],
): FeatureShift[] {
  return names
    .flatMap((feature, i) => {
      const index = stabilityIndex(train[i], live[i]);
      return index === null ? [] : [{ feature, index }];
    })
    .sort((a, b) => b.index - a.index);
}
