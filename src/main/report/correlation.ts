import { isDispersed, mean, sampleDeviation } from './moments.ts';

/** Pearson's correlation; null below two pairs or where one side does not vary. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  const [deviationA, deviationB] = [sampleDeviation(a), sampleDeviation(b)];
  if (!isDispersed(deviationA, a) || !isDispersed(deviationB, b)) return null;
  const [meanA, meanB] = [mean(a), mean(b)];
  let covariance = 0;
  for (let i = 0; i < a.length; i++) covariance += (a[i] - meanA) * (b[i] - meanB);
  return covariance / (a.length - 1) / deviationA / deviationB;
}

/** Ranks from 1; equal values share the mean of theirs. Correlating them is Spearman's correlation. */
export function midRanks(values: ArrayLike<number>): Float64Array {
  const order = Array.from(values, (_, i) => i).sort((a, b) => values[a] - values[b]);
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && values[order[to]] === values[order[from]]) to++;
    for (let i = from; i < to; i++) ranks[order[i]] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}
