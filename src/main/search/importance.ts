import { createRandom, deriveSeed } from '#main/lib/random.ts';
import type { SettingImportance } from '#shared/searchContract.ts';
import type { SearchSpace } from '#shared/searchSpace.ts';
import { growTree, varianceOf } from './forest.ts';
import { axesOf, choicesOf, encode } from './space.ts';
import type { Settings } from './types.ts';

const TREES = 64;
const FEWEST_TRIALS = 8;

/**
 * How much of the variance of values each setting explains by itself, over the whole space: functional
 * ANOVA of a forest of regression trees that were grown on the trials. What is missing to 1 lies in settings
 * that act together. Largest first; empty below eight trials with a value, or where all values are equal.
 */
export function importanceOf(
  space: SearchSpace,
  trials: readonly { settings: Settings; value: number | null }[],
): SettingImportance[] {
  const known = trials.flatMap(({ settings, value }) =>
    value === null ? [] : [{ settings, value }],
  );
  if (known.length < FEWEST_TRIALS) return [];
  const axes = axesOf(space);
  const choices = axes.dimensions.map(choicesOf);
  const points = known.map(({ settings }) =>
    encode(axes, settings).map((at, d) => {
      const count = choices[d];
      return count === null ? at : (at + 0.5) / count;
    }),
  );
  const values = known.map(({ value }) => value);
  const forest = Array.from({ length: TREES }, (_, tree) =>
    varianceOf(growTree(points, values, createRandom(deriveSeed(tree, 'tree')))),
  );
  const total = forest.reduce((sum, variance) => sum + variance.total, 0);
  if (total === 0) return [];
  return axes.names
    .map((setting, axis) => ({
      setting,
      share: forest.reduce((sum, { alone }) => sum + alone[axis], 0) / total,
    }))
    .sort((a, b) => b.share - a.share);
}
