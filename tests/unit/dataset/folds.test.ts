import { describe, expect, it } from 'vitest';
import { planFolds } from '#main/dataset/folds.ts';
import { splitTraining } from '#main/dataset/foldSamples.ts';
import { AppError } from '#shared/errors.ts';
import { timingSettingsSchema } from '#shared/run.ts';

const { trainBars, horizon, embargo, retrainEvery, lookback, validShare, smoteNeighbours } =
  timingSettingsSchema.parse({});
const plan = { length: 1735, firstUsable: 251, trainBars, horizon, embargo, retrainEvery };
const settings = { lookback, horizon, validShare, smoteNeighbours };

describe('fold plan', () => {
  const folds = planFolds(plan);

  it('begins to predict once the warm-up, the training bars and the gap have passed', () => {
    expect(folds.length).toBe(47);
    expect(folds[0]).toEqual({
      index: 0,
      trainFrom: 251,
      trainTo: 755,
      testFrom: 758,
      testTo: 779,
    });
  });

  it('predicts every later bar exactly once', () => {
    folds.slice(1).forEach((fold, i) => expect(fold.testFrom).toBe(folds[i].testTo));
    expect(folds.at(-1)).toMatchObject({ index: 46, testFrom: 1724, testTo: 1735 });
  });

  it('leaves out the longer of horizon and embargo', () => {
    expect(planFolds({ ...plan, horizon: 8 })[0]).toMatchObject({ trainTo: 755, testFrom: 763 });
    expect(planFolds({ ...plan, embargo: 20 })[0]).toMatchObject({ trainTo: 755, testFrom: 775 });
  });

  it('says how many bars are needed when there are too few', () => {
    expect(planFolds({ ...plan, length: 759 })).toHaveLength(1);
    try {
      planFolds({ ...plan, length: 758 });
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(AppError);
      expect(error).toMatchObject({
        code: 'NOT_ENOUGH_HISTORY',
        details: { needed: 759, had: 758 },
      });
    }
  });
});

describe('training split', () => {
  const [fold] = planFolds(plan);

  it('keeps the last 15% of the window ends for validation, a horizon apart', () => {
    expect(splitTraining(fold, settings)).toEqual({
      trainFrom: 260,
      trainTo: 675,
      validFrom: 678,
      validTo: 752,
    });
  });

  it('refuses a training part that holds no window of each kind', () => {
    const longer = { ...settings, lookback: 500 };
    expect(() => splitTraining(fold, longer)).toThrow(AppError);
    expect(() => splitTraining(fold, { ...settings, horizon: 504 })).toThrow('too few');
  });
});
