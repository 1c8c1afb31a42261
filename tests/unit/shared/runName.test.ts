import { describe, expect, it } from 'vitest';
import { timingConfigSchema } from '#shared/run.ts';
import { departureLine, departures, modelName } from '#shared/runName.ts';
import { selectionConfigSchema } from '#shared/selection.ts';

const timing = (settings: object, model = 'bilstm') =>
  timingConfigSchema.parse({
    ...{ preset: 't-timing', symbols: ['600036.SH'], from: '2021-01-01', to: '2023-01-01' },
    ...{ model, settings },
  });
const selection = (settings: object, model = 'lstm') =>
  selectionConfigSchema.parse({
    ...{ preset: 'lstm-select', universe: 'all', from: '2021-01-01', to: '2023-01-01' },
    ...{ split: '2022-01-01', model, settings },
  });

describe('the name of a run', () => {
  it('names every model of an ensemble and how many seeds it has', () => {
    const { settings } = timing({ ensembleModels: 'trees', ensembleSeeds: 2 });
    expect(modelName('lstm', settings, 'en')).toBe('LSTM + Trees ×2 seeds');
    expect(modelName('lstm', settings, 'zh')).toBe('LSTM + 提升树 ×2 种子');
  });

  it('is the bare model where nothing joins it', () => {
    expect(modelName('bilstm', timing({}).settings, 'en')).toBe('BiLSTM');
  });

  it.each(['bilstm', 'lstmAttention', 'trees'])(
    'says nothing of the defaults that %s has of its own',
    (model) => {
      expect(departures(timing({}, model), 'en')).toEqual([]);
      expect(departures(selection({}, model), 'en')).toEqual([]);
    },
  );

  it('tells calibrated, risk-controlled and feature-selected runs apart', () => {
    expect(departures(timing({ calibration: 'platt' }), 'en')).toEqual(['Platt']);
    expect(departures(timing({ riskControl: true, riskDrawdown: 0.2 }), 'en')).toEqual([
      'risk control',
    ]);
    expect(departures(selection({ featureSelection: 'correlation' }), 'zh')).toEqual([
      '相关性选 20 个输入',
    ]);
  });

  it('calls single settings by the names it is given, and counts those beyond four', () => {
    const config = timing({ horizon: 5, epochs: 3, lookback: 20, stopLoss: 0.1, trainBars: 300 });
    expect(departures(config, 'en', (key) => key.toUpperCase())).toContain('HORIZON 5');
    expect(departureLine(config, 'en')).toMatch(/ \+1$/);
  });
});
