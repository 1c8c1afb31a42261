import type { Period } from '#shared/domain.ts';
import type { ProbabilityRecord } from '#shared/run.ts';
import { barAt } from './barAt.ts';

export interface BarProbabilities {
  /** The last one known within each bar; NaN without a prediction. */
  probability: Float64Array;
  /** Number of the fold that made it; NaN without one. */
  fold: Float64Array;
}

/** Out-of-sample probabilities on the bars that hold their dates; records oldest first. */
export function barProbabilities(
  dates: readonly string[],
  period: Period,
  records: readonly ProbabilityRecord[],
): BarProbabilities {
  const empty = (): Float64Array => new Float64Array(dates.length).fill(NaN);
  const columns: BarProbabilities = { probability: empty(), fold: empty() };
  for (const record of records) {
    const bar = barAt(dates, record.date, period);
    if (bar === -1) continue;
    columns.probability[bar] = record.probability;
    columns.fold[bar] = record.fold;
  }
  return columns;
}
