import { createRandom } from '#main/lib/random.ts';
import type { TreeSamples } from '#main/model/trees/samples.ts';
import { trainTrees } from '#main/model/trees/trainTrees.ts';
import type { TreeOptions } from '#main/model/trees/trainTrees.ts';
import type { TrainedTrees } from '#main/model/trees/trainedTrees.ts';
import { treeSettingsSchema } from '#shared/trees.ts';
import type { TreeSettings } from '#shared/trees.ts';

/** Rows whose label depends on three of their columns and on chance. */
export function makeRows(
  label: (a: number, b: number, c: number, noise: number) => number,
  { count = 600, width = 5, seed = 1 } = {},
): TreeSamples {
  const random = createRandom(seed);
  const x = Float32Array.from({ length: count * width }, () => random.normal());
  const y = Float32Array.from({ length: count }, (_, i) =>
    label(x[i * width], x[i * width + 1], x[i * width + 2], random.normal()),
  );
  return { x, y, count, width };
}

export const value = (a: number, b: number, c: number, noise: number): number =>
  a * b + Math.sin(2 * c) + 0.3 * noise;
export const side = (a: number, b: number, c: number, noise: number): number =>
  Number(value(a, b, c, noise) > 0);

/** Rows by date, equally many each. */
export const rankedRows = (dates: number, size: number, seed = 1): TreeSamples => ({
  ...makeRows((a, b, c, noise) => value(a, b, c, noise * 3), { count: dates * size, seed }),
  groups: Int32Array.from({ length: dates + 1 }, (_, i) => i * size),
});

type Choice = Pick<TreeOptions, 'loss' | 'train'> &
  Partial<Omit<TreeOptions, 'settings'>> & { settings?: Partial<TreeSettings> };

/** Twenty trees, unless said otherwise. */
export const train = ({ settings, ...options }: Choice): Promise<TrainedTrees> =>
  trainTrees({
    valid: null,
    seed: 7,
    settings: treeSettingsSchema.parse({ treeCount: 20, ...settings }),
    ...options,
  });
