import type { SelectionSettings } from '#shared/selectionSettings.ts';

/** Shares of the money by rank, best first, Σ = 1: 1 / ln(i + 2) for i = 0, 1, … normalised, or all alike. */
export function rankWeights(count: number, weighting: SelectionSettings['weighting']): number[] {
  const raw = Array.from({ length: count }, (_, i) =>
    weighting === 'logRank' ? 1 / Math.log(i + 2) : 1,
  );
  const sum = raw.reduce((total, weight) => total + weight, 0);
  return raw.map((weight) => weight / sum);
}
