import type { FoldRecord } from '#shared/run.ts';

export interface ChosenFeature {
  feature: string;
  /** Of the folds that chose. */
  folds: number;
}

/** In how many folds each input was kept, most first; none where nothing was chosen. */
export function chosenFeatures(folds: readonly Pick<FoldRecord, 'features'>[]): {
  folds: number;
  features: ChosenFeature[];
} {
  const choosing = folds.flatMap(({ features }) => (features ? [features] : []));
  const counts = new Map<string, number>();
  for (const feature of choosing.flat()) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  const features = [...counts]
    .map(([feature, count]) => ({ feature, folds: count }))
    .sort((a, b) => b.folds - a.folds || a.feature.localeCompare(b.feature));
  return { folds: choosing.length, features };
}
