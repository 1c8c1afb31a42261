import { toIsoDate } from '#main/lib/dates.ts';
import type { SelectionQuality } from '#shared/selection.ts';
import { correlation, midRanks } from './correlation.ts';
import { listPairs } from './dayPairs.ts';
import { decileReturns } from './deciles.ts';
import { isDispersed, mean, sampleDeviation } from './moments.ts';
import type { ScoredPanel } from './selectionInput.ts';

/** Fewer pairs than this correlate by themselves. */
const LEAST_PAIRS = 3;

/**
 * How well scores order what came of them, out of sample: correlation and rank correlation of each
 * day's cross-section, their means and ratios, the outcome by tenth of the scores, and the loss.
 * Definitions in docs/metrics.md.
 */
export function selectionQuality(panel: ScoredPanel): SelectionQuality {
  const days = listPairs(panel);
  const daily = days.map(({ scores, outcomes }, row) => {
    const isEnough = scores.length >= LEAST_PAIRS;
    return {
      date: toIsoDate(panel.dates[row]),
      ic: isEnough ? correlation(scores, outcomes) : null,
      rankIc: isEnough ? correlation(midRanks(scores), midRanks(outcomes)) : null,
    };
  });
  const [ic, rankIc] = [
    summarise(daily.map((day) => day.ic)),
    summarise(daily.map((d) => d.rankIc)),
  ];
  return {
    count: days.reduce((sum, { scores }) => sum + scores.length, 0),
    ...errorsOf(panel),
    ic: ic.mean,
    rankIc: rankIc.mean,
    icRatio: ic.ratio,
    rankIcRatio: rankIc.ratio,
    daily,
    monthly: byMonth(daily),
    deciles: decileReturns(days),
  };
}

const known = (values: readonly (number | null)[]): number[] =>
  values.filter((value) => value !== null);

function summarise(values: readonly (number | null)[]): {
  mean: number | null;
  ratio: number | null;
} {
  const some = known(values);
  if (some.length === 0) return { mean: null, ratio: null };
  const deviation = sampleDeviation(some);
  return {
    mean: mean(some),
    ratio: isDispersed(deviation, some) ? mean(some) / deviation : null,
  };
}

function byMonth(daily: SelectionQuality['daily']): SelectionQuality['monthly'] {
  const months = new Map<string, SelectionQuality['daily']>();
  for (const day of daily) {
    const month = day.date.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), day]);
  }
  return [...months].map(([month, days]) => ({
    month,
    ic: summarise(days.map((day) => day.ic)).mean,
    rankIc: summarise(days.map((day) => day.rankIc)).mean,
  }));
}

function errorsOf({
  standardised,
}: ScoredPanel): Pick<SelectionQuality, 'meanSquaredError' | 'meanAbsoluteError'> {
  let [count, squares, sizes] = [0, 0, 0];
  standardised?.labels.forEach((label, i) => {
    const error = standardised.predictions[i] - label;
    if (Number.isNaN(error)) return;
    count++;
    squares += error * error;
    sizes += Math.abs(error);
  });
  if (count === 0) return { meanSquaredError: null, meanAbsoluteError: null };
  return { meanSquaredError: squares / count, meanAbsoluteError: sizes / count };
}
