import { describe, expect, it } from 'vitest';
import { planFolds } from '#main/dataset/folds.ts';
import { buildFoldSamples } from '#main/dataset/foldSamples.ts';
import { forwardReturnLabel } from '#main/dataset/label.ts';
import { computeTimingFeatures } from '#main/features/timingFeatures.ts';
import { timingSettingsSchema } from '#shared/run.ts';
import { readGoldenFeatures } from '#tests/fixtures/goldenFeatures.ts';
import { randomBars } from '#tests/fixtures/randomBars.ts';
import { describeWithShared } from '#tests/fixtures/shared.ts';

const settings = timingSettingsSchema.parse({});
const bars = randomBars(900, 8);
const table = computeTimingFeatures(bars);
const labels = forwardReturnLabel(bars.close, settings.horizon, settings.labelThreshold);
const folds = planFolds({ ...settings, length: 900, firstUsable: 251 });

describe('fold samples', () => {
  const { train, valid, test } = buildFoldSamples(table, labels, folds[0], settings, 1);

  it('hold windows of 10 bars and 46 columns for training, validation and every test bar', () => {
    expect(valid).toMatchObject({ count: 74, lookback: 10, width: 46 });
    expect(test).toMatchObject({ count: 21, lookback: 10, width: 46 });
    expect(train.x.length).toBe(train.count * 460);
    expect([...test.y]).toEqual([...labels.subarray(758, 779)]);
  });

  it('are balanced in training only', () => {
    expect(train.y.reduce((a, b) => a + b, 0)).toBe(train.count / 2);
    expect([...valid.y]).toEqual([...labels.subarray(678, 752)]);
  });

  it('leave labels open that are not known yet, and only in the test part', () => {
    const last = buildFoldSamples(table, labels, folds.at(-1)!, settings, 1);
    expect([...last.test.y.slice(-3)]).toEqual([NaN, NaN, NaN]);
    expect(last.train.y.every((label) => label === 0 || label === 1)).toBe(true);
    expect(last.valid.y.every((label) => label === 0 || label === 1)).toBe(true);
  });

  it('repeat bit for bit with a seed, and differ between seeds and folds', () => {
    const again = buildFoldSamples(table, labels, folds[0], settings, 1);
    expect(again.train).toEqual(train);
    const other = buildFoldSamples(table, labels, folds[0], settings, 2);
    expect(other.train.x).not.toEqual(train.x);
    expect(other.valid).toEqual(valid);
  });

  it('refuse a fold that reaches into the warm-up', () => {
    const early = { ...folds[0], trainFrom: 200 };
    expect(() => buildFoldSamples(table, labels, early, settings, 1)).toThrow('column');
  });
});

describeWithShared('folds of 600519, 2018-01-02..2025-02-28', () => {
  it('predict from 2021-02-18 on', () => {
    const golden = readGoldenFeatures();
    const plan = planFolds({ ...settings, length: golden.bars.close.length, firstUsable: 251 });
    expect(plan).toHaveLength(47);
    expect(golden.bars.tradeDate[plan[0].testFrom]).toBe(20210218);
  });
});
