import type { DayPairs } from './dayPairs.ts';
import { mean, quantile } from './moments.ts';

const MOST_GROUPS = 10;
/** A group's mean of fewer symbols says little. */
const LEAST_MEMBERS = 3;

/**
 * Mean outcome by tenth of the day's scores, worst first: the mean over days of each group's mean.
 * Small universes get fewer groups, as many as give each three symbols on the middle day; days with
 * fewer symbols than groups are left out. Empty while there is nothing to group.
 */
export function decileReturns(days: readonly DayPairs[]): number[] {
  const counts = days.map(({ scores }) => scores.length).filter((count) => count > 0);
  const middle = quantile(counts, 0.5) ?? 0;
  const groups = Math.min(MOST_GROUPS, Math.floor(middle / LEAST_MEMBERS));
  if (groups < 2) return [];
  const means = days
    .filter(({ scores }) => scores.length >= groups)
    .map((day) => groupMeans(day, groups));
  return Array.from({ length: groups }, (_, group) => mean(means.map((day) => day[group])));
}

function groupMeans({ scores, outcomes }: DayPairs, groups: number): Float64Array {
  const order = scores.map((_, i) => i).sort((a, b) => scores[a] - scores[b] || a - b);
  const sums = new Float64Array(groups);
  const counts = new Float64Array(groups);
  order.forEach((column, position) => {
    const group = Math.floor((position * groups) / order.length);
    sums[group] += outcomes[column];
    counts[group]++;
  });
  return sums.map((sum, group) => sum / counts[group]);
}
