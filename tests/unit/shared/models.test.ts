import { describe, expect, it } from 'vitest';
import { MODEL_FIELDS, modelFieldLimits } from '#shared/modelFields.ts';
import type { ModelFieldKey } from '#shared/modelFields.ts';
import { MODELS, modelsFor } from '#shared/models.ts';
import { timingConfigSchema, timingSettingsSchema } from '#shared/run.ts';
import { modelsOfPreset, selectionConfigSchema } from '#shared/selection.ts';
import { SELECTION_PRESETS, selectionSettingsOf } from '#shared/selectionSettings.ts';

const timing = (model: string | undefined, settings: object = {}) =>
  timingConfigSchema.parse({
    ...{ preset: 't-timing', symbols: ['600519.SH'], from: '2018-01-02', to: '2020-01-02' },
    ...{ ...(model !== undefined && { model }), settings },
  });
const selection = (preset: string, model: string | undefined, settings: object = {}) =>
  selectionConfigSchema.parse({
    ...{ preset, universe: 'all', from: '2018-01-02', split: '2019-01-02', to: '2020-01-02' },
    ...{ ...(model !== undefined && { model }), settings },
  });

describe('the registry of models', () => {
  it('names only settings that exist, with defaults that they accept', () => {
    const shapes = { ...timingSettingsSchema.shape, ...selectionSettingsOf('lstm-select').shape };
    for (const { fields, defaults } of Object.values(MODELS)) {
      for (const key of fields) expect(Object.keys(shapes)).toContain(key);
      for (const [key, value] of Object.entries(defaults)) {
        const schema = shapes[key as keyof typeof shapes];
        expect(schema.safeParse(value).success, key).toBe(true);
      }
    }
  });

  it('offers fields whose limits their schemas accept', () => {
    const shapes = { ...timingSettingsSchema.shape, ...selectionSettingsOf('lstm-select').shape };
    for (const key of Object.keys(MODEL_FIELDS) as ModelFieldKey[]) {
      const { min, max, choices } = modelFieldLimits(key);
      for (const value of [min, max, ...choices]) {
        if (value !== null) expect(shapes[key].safeParse(value).success, key).toBe(true);
      }
    }
  });
});

describe('settings that are not typed', () => {
  it('are those of the model', () => {
    expect(timing('lstmAttention').settings).toMatchObject({
      ...{ hidden: 128, layers: 2, lookback: 30, dropout: 0.2, gradientClip: 1 },
      ...{ schedule: 'plateau', plateauPatience: 5, plateauFactor: 0.5 },
    });
    expect(timing('lstmAttention', { hidden: 16 }).settings.hidden).toBe(16);
    expect(timing('trees').settings.learningRate).toBe(0.1);
    expect(selection('lstm-select', 'tcn').settings).toMatchObject({ lookback: 30, layers: 3 });
  });

  it('leave published presets as they were', () => {
    expect(timing(undefined).settings).toEqual(timingSettingsSchema.parse({}));
    for (const preset of SELECTION_PRESETS) {
      const plain: unknown = selectionSettingsOf(preset).parse({});
      expect(selection(preset, undefined).settings).toEqual(plain);
    }
    expect(selection('lstm-select', 'lstm').settings).toMatchObject({
      ...{ hidden: 32, headUnits: 30, optimizer: 'rmsprop', lookback: 5, patience: 0 },
    });
  });

  it('do not change when a stored config is read again', () => {
    for (const model of modelsFor('probability')) {
      const config = timing(model);
      expect(timingConfigSchema.parse(config)).toEqual(config);
    }
    for (const preset of SELECTION_PRESETS) {
      for (const model of modelsOfPreset(preset)) {
        const config = selection(preset, model);
        expect(selectionConfigSchema.parse(config)).toEqual(config);
      }
    }
  });

  it('are asked for again where a model does not fit the preset', () => {
    expect(() => selection('lstm-select', 'portfolioTransformer')).toThrow();
    expect(() => selection('portfolio-transformer', 'lstm')).toThrow();
    expect(() => timing('ridge')).toThrow();
    expect(() => timing('bilstm', { ensembleModels: 'bilstm+none' })).toThrow();
  });

  it.each(['toString', 'constructor', '__proto__'])('refuse %s, which is no model', (name) => {
    const refused: unknown = expect.objectContaining({ name: 'ZodError' });
    expect(() => timing(name)).toThrow(refused);
    expect(() => selection('lstm-select', name)).toThrow(refused);
    expect(() => timing('bilstm', { ensembleModels: name })).toThrow(refused);
  });
});
