import type { DatedValue } from '#shared/run.ts';
import type { AccountHistory } from './account.ts';
import { isDispersed, mean, sampleDeviation } from './moments.ts';
import { toDatedValues } from './records.ts';

export interface BenchmarkMetrics {
  alpha: number | null;
  beta: number | null;
  informationRatio: number | null;
}

const NONE: BenchmarkMetrics = { alpha: null, beta: null, informationRatio: null };

/**
 * Against a benchmark, over the days on which both have a return.
 * beta = cov(r, b) / var(b); alpha = (mean(r) − beta · mean(b)) · yearDays;
 * information ratio = mean(r − b) / std(r − b), daily.
 * @param returns daily returns, one a day from the second on
 * @param closes benchmark closes on the same days, one more than returns; NaN where it has none
 */
export function benchmarkMetrics(
  returns: Float64Array,
  closes: Float64Array | null,
  yearDays: number,
): BenchmarkMetrics {
  if (!closes) return NONE;
  const own: number[] = [];
  const theirs: number[] = [];
  returns.forEach((value, i) => {
    const change = closes[i + 1] / closes[i] - 1;
    if (!Number.isFinite(change)) return;
    own.push(value);
    theirs.push(change);
  });
  if (own.length < 2) return NONE;
  const excess = own.map((value, i) => value - theirs[i]);
  const deviation = sampleDeviation(excess);
  return {
    ...regression(own, theirs, yearDays),
    informationRatio: isDispersed(deviation, excess) ? mean(excess) / deviation : null,
  };
}

function regression(own: number[], theirs: number[], yearDays: number) {
  const [ownMean, theirMean] = [mean(own), mean(theirs)];
  let covariance = 0;
  let variance = 0;
  own.forEach((value, i) => {
    covariance += (value - ownMean) * (theirs[i] - theirMean);
    variance += (theirs[i] - theirMean) ** 2;
  });
  if (!isDispersed(Math.sqrt(variance / own.length), theirs)) return { alpha: null, beta: null };
  const beta = covariance / variance;
  return { beta, alpha: (ownMean - beta * theirMean) * yearDays };
}

/** Benchmark closes scaled to start from the account's first equity. */
export function rebased(
  account: Pick<AccountHistory, 'dates' | 'equity'>,
  benchmark: Float64Array,
): DatedValue[] {
  const first = benchmark.find((close) => Number.isFinite(close));
  if (first === undefined) return [];
  const scale = account.equity[0] / first;
  return toDatedValues(
    account.dates,
    benchmark.map((close) => close * scale),
  );
}
