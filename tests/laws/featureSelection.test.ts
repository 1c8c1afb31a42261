import { describe, expect, it } from 'vitest';
import { planFolds } from '#main/dataset/folds.ts';
import { splitTraining } from '#main/dataset/foldSamples.ts';
import { forwardReturnLabel } from '#main/dataset/label.ts';
import { selectFoldFeatures } from '#main/dataset/selectFoldFeatures.ts';
import { computeFeatureSet } from '#main/features/featureSets.ts';
import { createRandom } from '#main/lib/random.ts';
import { FEATURE_SELECTIONS } from '#shared/toolkitSettings.ts';
import { randomBars } from '#tests/fixtures/randomBars.ts';

const bars = randomBars(640, 8);
const table = computeFeatureSet(bars, 'both');
const labels = forwardReturnLabel(bars.close, 3, 0.01);
const sample = { lookback: 10, horizon: 3, validShare: 0.15, smoteNeighbours: 5 };
const plan = { trainBars: 250, horizon: 3, embargo: 3, retrainEvery: 42 };
const folds = planFolds({ ...plan, length: 640, firstUsable: 251 });
const METHODS = FEATURE_SELECTIONS.filter((name) => name !== 'none');

describe.each(METHODS)('features chosen by %s', (featureSelection) => {
  const settings = { ...sample, featureSelection, featureCount: 12 };

  it('do not move by validation, test or anything later', () => {
    const random = createRandom(4);
    for (const fold of [folds[0], folds.at(-1)!]) {
      const { trainTo } = splitTraining(fold, settings);
      const altered = {
        ...table,
        columns: table.columns.map((column) =>
          column.map((value, i) => (i < trainTo ? value : 100 * random.normal())),
        ),
      };
      const flipped = labels.map((label, i) => (i < trainTo ? label : 1 - label));
      const honest = selectFoldFeatures(table, labels, fold, settings, 7);
      expect(selectFoldFeatures(altered, flipped, fold, settings, 7).names).toEqual(honest.names);
      expect(honest.names).toHaveLength(12);
    }
  });

  it('follow what the training part says', () => {
    const [fold] = folds;
    const { trainFrom, trainTo } = splitTraining(fold, settings);
    const told = { ...table, columns: table.columns.map((column) => column.slice()) };
    // The last column gives the label away on the training bars.
    const random = createRandom(6);
    const last = told.columns.at(-1)!;
    for (let i = trainFrom; i < trainTo; i++) last[i] = labels[i] + 0.1 * random.normal();
    const { names } = selectFoldFeatures(told, labels, fold, settings, 7);
    expect(names).toContain(table.names.at(-1));
  });
});
