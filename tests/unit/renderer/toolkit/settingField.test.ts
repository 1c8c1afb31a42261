import { describe, expect, it } from 'vitest';
import { SELECT_FIELDS, selectDefaults } from '#renderer/components/select/selectFields.ts';
import {
  carryOver,
  isUsed,
  kindsOf,
  modelField,
  wordOf,
  writeValue,
} from '#renderer/components/toolkit/settingField.ts';
import {
  changedSettings,
  SETTING_FIELDS,
  timingDefaults,
  usedFields,
} from '#renderer/components/train/settingFields.ts';
import { createFormatter } from '#renderer/text/format.ts';
import { MESSAGES } from '#renderer/text/index.ts';
import { MODELS } from '#shared/models.ts';
import type { AnyModel } from '#shared/models.ts';

const format = createFormatter('zh-CN');
const zh = MESSAGES['zh-CN'];
const ALL = Object.keys(MODELS) as AnyModel[];

describe('a form made from the registry of models', () => {
  it.each(ALL)('shows %s all settings that the registry gives it', (model) => {
    const settings = { schedule: 'constant', riskControl: false };
    for (const key of MODELS[model].fields) {
      expect(isUsed(key, [model], settings), key).toBe(true);
    }
  });

  it('leaves out what only networks are trained with where trees are grown', () => {
    const keys = usedFields('trees', timingDefaults('trees')).map(({ key }) => key);
    expect(keys).toContain('treeCount');
    expect(keys).toContain('learningRate');
    expect(keys).not.toContain('epochs');
    expect(keys).not.toContain('gradientClip');
    expect(keys).not.toContain('hidden');
  });

  it('shows the settings of every member of an ensemble', () => {
    const settings = { ...timingDefaults('bilstm'), ensembleModels: 'trees+tcn' };
    const keys = usedFields('bilstm', settings).map(({ key }) => key);
    expect(keys).toContain('treeLeaves');
    expect(keys).toContain('kernelSize');
  });

  it('leaves out how money is split where the model itself gives the weights', () => {
    expect(isUsed('weighting', ['lstm'], {})).toBe(true);
    expect(isUsed('weighting', ['portfolioTransformer'], {})).toBe(false);
  });

  it('shows details only of what is switched on', () => {
    const off = timingDefaults('bilstm');
    const on = { ...off, riskControl: true, schedule: 'plateau' as const, adversarialWeight: 0.5 };
    const keysOf = (settings: typeof off) => usedFields('bilstm', settings).map(({ key }) => key);
    for (const key of ['riskDrawdown', 'plateauPatience', 'adversarialEpsilon'] as const) {
      expect(keysOf(off)).not.toContain(key);
      expect(keysOf(on)).toContain(key);
    }
  });

  it('leaves out of an older run what was no setting then', () => {
    const stored = timingDefaults('bilstm');
    Reflect.deleteProperty(stored, 'riskControl');
    expect(usedFields('bilstm', stored).map(({ key }) => key)).not.toContain('riskControl');
    expect(changedSettings('bilstm', stored)).toEqual([]);
  });

  it('has words in both languages for every choice', () => {
    for (const { choices } of [...SETTING_FIELDS, ...SELECT_FIELDS]) {
      for (const one of choices ?? []) {
        expect(Object.keys(zh.toolkit.choices), one).toContain(one);
        expect(wordOf(one, MESSAGES.en)).not.toBe('');
      }
    }
  });

  it('writes the members of an ensemble by name', () => {
    const field = modelField('ensembleModels', 'ensemble');
    expect(writeValue(field, 'trees+tcn', zh, format)).toBe('提升树 + TCN');
    expect(writeValue(field, 'none', zh, format)).toBe('不用');
    expect(kindsOf('none')).toEqual([]);
  });
});

describe('another model', () => {
  it('brings its own defaults and keeps what the user changed', () => {
    const before = timingDefaults('bilstm');
    const changed = { ...before, stopLoss: 0.07, hidden: 99 };
    const after = carryOver(changed, before, timingDefaults('lstmAttention'));
    expect(after).toMatchObject({ stopLoss: 0.07, hidden: 99, layers: 2, schedule: 'plateau' });
    expect(after.lookback).toBe(timingDefaults('lstmAttention').lookback);
  });

  it('keeps the programs of a selection', () => {
    const before = selectDefaults('lstm-select');
    const own = { ...before, features: ['close / open'] };
    const after = carryOver(own, before, selectDefaults('lstm-select', 'tcn'));
    expect(after.features).toEqual(['close / open']);
    expect(after.kernelSize).toBe(3);
  });
});
