import { describe, expect, it } from 'vitest';
import type { LossPoint } from '#renderer/charts/lossOption.ts';
import {
  SETTING_FIELDS,
  changedSettings,
  timingDefaults,
  usedFields,
} from '#renderer/components/train/settingFields.ts';
import { writeSetting } from '#renderer/components/train/writeSetting.ts';
import {
  lossPointOf,
  readTraining,
  secondsLeft,
  withLossPoint,
} from '#renderer/stores/trainingProgress.ts';
import { createTrainingState } from '#renderer/stores/trainingState.ts';
import { createFormatter } from '#renderer/text/format.ts';
import { MESSAGES } from '#renderer/text/index.ts';
import { AppError } from '#shared/errors.ts';
import { timingSettingsSchema } from '#shared/run.ts';

const DEFAULTS = timingDefaults('bilstm');
const point = (fold: number, epoch: number, trainLoss = 0.5) => ({
  fold,
  epoch,
  trainLoss,
  validLoss: null,
});
const epochOf = (fold: number, epoch: number, symbol = '600519.SH') => ({
  step: 'train',
  done: fold * 20 + epoch,
  total: 100,
  data: { symbol, fold, folds: 5, epoch, epochs: 20, trainLoss: 0.6, validLoss: 0.7 },
});

describe('settings form', () => {
  it('has one field for every setting of the schema', () => {
    expect(SETTING_FIELDS.map(({ key }) => key).sort()).toEqual(
      Object.keys(timingSettingsSchema.shape).sort(),
    );
  });

  it('offers no value that the schema refuses', () => {
    for (const { key, min, max } of SETTING_FIELDS) {
      for (const value of [min, max]) {
        if (value === undefined) continue;
        const parsed = timingSettingsSchema.safeParse({ [key]: value });
        expect(parsed.success, `${key} = ${value}`).toBe(true);
      }
    }
  });

  it('shows a network only its own settings', () => {
    const sizes = (model: 'bilstm' | 'logistic') =>
      usedFields(model, timingDefaults(model)).flatMap(({ key, group }) =>
        group === 'network' ? [key] : [],
      );
    expect(sizes('bilstm')).toEqual(['hidden']);
    expect(sizes('logistic')).toEqual([]);
  });

  it('tells which settings were changed', () => {
    expect(changedSettings('bilstm', DEFAULTS)).toEqual([]);
    expect(changedSettings('bilstm', { ...DEFAULTS, stopLoss: 0.06 })).toEqual(['stopLoss']);
  });

  it('writes a setting with its unit and no needless digits', () => {
    const write = (key: Parameters<typeof writeSetting>[0]) =>
      writeSetting(key, DEFAULTS, MESSAGES['zh-CN'], createFormatter('zh-CN'));
    expect([write('stopLoss'), write('commission'), write('cash'), write('learningRate')]).toEqual([
      '5%',
      '0.1%',
      '1,000,000 元',
      '0.001',
    ]);
  });
});

describe('training progress', () => {
  it('reads fold, epoch and losses out of a progress message', () => {
    const view = readTraining(epochOf(2, 3));
    expect(view).toMatchObject({ fold: 2, folds: 5, epoch: 3, fraction: 0.43 });
    expect(lossPointOf(view)).toEqual({ fold: 1, epoch: 3, trainLoss: 0.6, validLoss: 0.7 });
  });

  it('counts the shares whose own models are done, without a fold', () => {
    const data = { symbol: '600519.SH', symbols: 60, symbolsDone: 12, secondsLeft: 90 };
    const view = readTraining({ step: 'train', done: 12.5, total: 60, data });
    expect(view).toMatchObject({ symbols: 60, symbolsDone: 12, fold: null, symbol: '600519.SH' });
    expect(lossPointOf(view)).toBeNull();
  });

  it('carries no point where no loss was reported', () => {
    expect(lossPointOf(readTraining({ step: 'prepare', done: 0, total: 1 }))).toBeNull();
  });

  it('keeps losses in order of fold and epoch when folds are trained side by side', () => {
    const points = [point(0, 1), point(1, 1), point(0, 2), point(1, 2)].reduce<LossPoint[]>(
      withLossPoint,
      [],
    );
    expect(points.map(({ fold, epoch }) => [fold, epoch])).toEqual([
      [0, 1],
      [0, 2],
      [1, 1],
      [1, 2],
    ]);
  });

  it('replaces a loss that is reported twice', () => {
    const points = withLossPoint([point(0, 1, 0.9), point(0, 2)], point(0, 1, 0.4));
    expect(points.map(({ trainLoss }) => trainLoss)).toEqual([0.4, 0.5]);
  });

  it('estimates the time left from the pace so far, and says nothing too early', () => {
    const start = { atMs: 0, done: 10 };
    expect(secondsLeft(start, { done: 20, total: 50 }, 10_000)).toBe(30);
    expect(secondsLeft(start, { done: 10, total: 50 }, 10_000)).toBeNull();
    expect(secondsLeft(start, { done: 20, total: 50 }, 1_000)).toBeNull();
    expect(secondsLeft(null, { done: 20, total: 50 }, 10_000)).toBeNull();
  });
});

describe('training state', () => {
  it('keeps the losses of a run that is resumed and drops those of another', () => {
    const state = createTrainingState();
    state.begin('run.timing', 0, null);
    state.take(epochOf(1, 1));
    state.figures.run.value = 'run-a';
    state.begin('run.resume', 1, 'run-a');
    expect(state.figures.losses.value).toHaveLength(1);
    state.begin('run.timing', 2, null);
    expect(state.figures.losses.value).toEqual([]);
  });

  it('keeps the last figures while a message of the same step brings none', () => {
    const state = createTrainingState();
    state.begin('run.timing', 0, null);
    state.take(epochOf(2, 3));
    state.take({ step: 'train', done: 60, total: 100 });
    expect(state.view.value).toMatchObject({ fold: 2, epoch: 3, fraction: 0.6 });
    expect(state.figures.losses.value).toHaveLength(1);
  });

  it('starts the curve anew with the next symbol', () => {
    const state = createTrainingState();
    state.begin('run.timing', 0, null);
    state.take(epochOf(5, 1));
    state.take(epochOf(1, 1, '000001.SZ'));
    expect(state.figures.losses.value.map(({ fold }) => fold)).toEqual([0]);
  });

  it('keeps the curve through the steps that follow the training', () => {
    const state = createTrainingState();
    state.begin('run.timing', 0, null);
    state.take(epochOf(1, 1));
    state.take({ step: 'backtest', done: 1, total: 200 });
    expect(state.figures.losses.value).toHaveLength(1);
    expect(state.figures.symbol.value).toBe('600519.SH');
  });

  it('tells a cancelled training from a failed one', () => {
    const state = createTrainingState();
    state.fail(new AppError('CANCELLED', 'cancelled'));
    expect(state.figures.phase.value).toBe('cancelled');
    state.fail(new AppError('MODEL_DIVERGED', 'nan'));
    expect(state.figures.phase.value).toBe('failed');
  });
});
