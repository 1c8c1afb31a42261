import { describe, expect, it } from 'vitest';
import { planFolds } from '#main/dataset/folds.ts';
import { buildFoldSamples, splitTraining } from '#main/dataset/foldSamples.ts';
import { forwardReturnLabel } from '#main/dataset/label.ts';
import { fitScaler, scaleRows } from '#main/dataset/scaler.ts';
import { smote } from '#main/dataset/smote.ts';
import { buildWindows } from '#main/dataset/windows.ts';
import { computeTimingFeatures } from '#main/features/timingFeatures.ts';
import { randomBars } from '#tests/fixtures/randomBars.ts';
import { findLeaks } from './foldLaw.ts';
import type { FoldBuilder, FoldCase } from './foldLaw.ts';

const LENGTH = 640;
const FIRST_USABLE = 251;
const bars = randomBars(LENGTH, 21);
const table = computeTimingFeatures(bars);

const cases = [
  { lookback: 10, horizon: 3, embargo: 3, retrainEvery: 21, trainBars: 250 },
  { lookback: 1, horizon: 1, embargo: 0, retrainEvery: 60, trainBars: 120 },
  { lookback: 30, horizon: 10, embargo: 15, retrainEvery: 40, trainBars: 300 },
];

describe.each(cases)('folds of $trainBars bars, horizon $horizon, embargo $embargo', (chosen) => {
  const { horizon, lookback, trainBars, embargo } = chosen;
  const settings = { lookback, horizon, validShare: 0.15, smoteNeighbours: 5 };
  const labels = forwardReturnLabel(bars.close, horizon, 0.01);
  const folds = planFolds({ ...chosen, length: LENGTH, firstUsable: FIRST_USABLE });

  it('train before the gap and test after it', () => {
    for (const fold of folds) {
      expect(fold.trainFrom).toBeGreaterThanOrEqual(FIRST_USABLE);
      expect(fold.trainTo - fold.trainFrom).toBe(trainBars);
      expect(fold.testFrom - fold.trainTo).toBe(Math.max(horizon, embargo));
      expect(fold.testTo).toBeGreaterThan(fold.testFrom);
    }
  });

  it('let no window or label of training reach beyond its part', () => {
    for (const fold of folds) {
      const split = splitTraining(fold, settings);
      expect(split.trainFrom - lookback + 1).toBe(fold.trainFrom);
      expect(split.trainTo - 1 + horizon).toBeLessThan(split.validFrom);
      expect(split.validTo - 1 + horizon).toBeLessThan(fold.trainTo);
    }
  });

  it('keep training, validation and scaling blind to everything later', () => {
    for (const fold of [folds[0], folds.at(-1)!]) {
      expect(findLeaks(buildFoldSamples, { table, labels, fold, settings })).toEqual([]);
    }
  });
});

describe('fold law', () => {
  const settings = { lookback: 10, horizon: 3, validShare: 0.15, smoteNeighbours: 5 };
  const labels = forwardReturnLabel(bars.close, 3, 0.01);
  const plan = { trainBars: 250, horizon: 3, embargo: 3, retrainEvery: 21 };
  const [fold] = planFolds({ ...plan, length: LENGTH, firstUsable: FIRST_USABLE });
  const given: FoldCase = { table, labels, fold, settings };

  it('catches a scaler that was fitted on everything', () => {
    const leaky: FoldBuilder = (all, known, part, chosen, seed) => {
      const honest = buildFoldSamples(all, known, part, chosen, seed);
      const scaler = fitScaler(all, FIRST_USABLE, LENGTH);
      const rows = scaleRows(all, scaler, part.trainFrom, part.testTo);
      const block = { rows, from: part.trainFrom, width: all.columns.length };
      const { trainFrom, trainTo } = splitTraining(part, chosen);
      const train = buildWindows(block, known, trainFrom, trainTo, chosen.lookback);
      return { ...honest, train, scaler };
    };
    expect(findLeaks(leaky, given)).toEqual([
      'training moves with later features',
      'scaling moves with later features',
    ]);
  });

  it('catches labels shifted one bar ahead', () => {
    const leaky: FoldBuilder = (all, known, ...rest) => {
      const shifted = new Float32Array(known.length).fill(NaN);
      shifted.set(known.subarray(1));
      return buildFoldSamples(all, shifted, ...rest);
    };
    expect(findLeaks(leaky, given)).toContain('validation moves with later labels');
  });

  it('catches training windows that run up to the test part', () => {
    const leaky: FoldBuilder = (all, known, part, chosen, seed) =>
      buildFoldSamples(all, known, { ...part, trainTo: part.testFrom }, chosen, seed);
    expect(findLeaks(leaky, given)).toContain('scaling moves with later features');
  });

  it('catches resampling before the split', () => {
    const leaky: FoldBuilder = (all, known, part, chosen, seed) => {
      const honest = buildFoldSamples(all, known, part, chosen, seed);
      const rows = scaleRows(all, honest.scaler, part.trainFrom, part.testTo);
      const block = { rows, from: part.trainFrom, width: all.columns.length };
      const { trainFrom, validTo } = splitTraining(part, chosen);
      const everything = buildWindows(block, known, trainFrom, validTo, chosen.lookback);
      return { ...honest, train: smote(everything, 5, seed) };
    };
    expect(findLeaks(leaky, given)).toContain('training moves with validation labels');
  });
});
