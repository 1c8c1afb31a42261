import { expect, it } from 'vitest';
import { z } from 'zod';
import { trainTrees } from '#main/model/trees/trainTrees.ts';
import { treeSettingsSchema } from '#shared/trees.ts';
import { readGoldenFeatures } from '#tests/fixtures/goldenFeatures.ts';
import { describeWithShared } from '#tests/fixtures/shared.ts';
import reference from '#tests/fixtures/trees/sklearn.json' with { type: 'json' };
import { TREE_TASKS, makeTreeFolds } from '#tests/fixtures/trees/treeFolds.ts';
import { toFigures } from '#tests/fixtures/trees/treeFigures.ts';
import type { Figures } from '#tests/fixtures/trees/treeFigures.ts';

const figures = z.record(z.string(), z.number());
const TASKS = z
  .record(z.string(), z.object({ pooled: figures, folds: z.record(z.string(), figures) }))
  .parse(reference.tasks);

/** Largest distance from the peer's figures, relative to them. */
function gapOf(ours: Figures, theirs: Figures): number {
  expect(Object.keys(ours)).toEqual(Object.keys(theirs));
  return Math.max(
    ...Object.entries(theirs).map(
      ([name, wanted]) => Math.abs(ours[name] - wanted) / Math.max(wanted, 1e-12),
    ),
  );
}

describeWithShared('trees on the folds of t-timing', () => {
  it.each(TREE_TASKS)(
    'have the figures of HistGradientBoosting within 1%: $name',
    async (task) => {
      const { folds, pooled } = TASKS[task.name];
      const settings = treeSettingsSchema.parse({});
      const y: number[] = [];
      const predictions: number[] = [];
      const { bars } = readGoldenFeatures();
      for (const { index, train, test } of makeTreeFolds(bars, task)) {
        const trees = await trainTrees({ loss: task.loss, train, valid: null, settings, seed: 1 });
        const predicted = trees.predict(test.x, test.count);
        y.push(...test.y);
        predictions.push(...predicted);
        const ours = toFigures(task.loss, [...test.y], [...predicted]);
        expect(gapOf(ours, folds[index])).toBeLessThan(0.01);
      }
      expect(gapOf(toFigures(task.loss, y, predictions), pooled)).toBeLessThan(0.01);
    },
    60_000,
  );
});
