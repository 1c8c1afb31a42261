import {
  amount,
  changedKeys,
  choice,
  count,
  isUsed,
  kindsOf,
  modelField,
  percent,
} from '#renderer/components/toolkit/settingField.ts';
import type { SettingField } from '#renderer/components/toolkit/settingField.ts';
import {
  ENTRY_FIELDS,
  RISK_FIELDS,
  SELECTION_OF_FEATURES,
} from '#renderer/components/toolkit/toolkitFields.ts';
import { MODEL_FIELDS, TIMING_MODEL_KEYS } from '#shared/modelFields.ts';
import { withModelDefaults } from '#shared/models.ts';
import type { ModelKind } from '#shared/models.ts';
import { timingSettingsSchema } from '#shared/run.ts';
import type { TimingSettings } from '#shared/run.ts';
import { CALIBRATIONS, FEATURE_SETS } from '#shared/toolkitSettings.ts';

export type SettingGroup =
  | 'signal'
  | 'exits'
  | 'risk'
  | 'costs'
  | 'data'
  | 'features'
  | 'network'
  | 'training'
  | 'ensemble'
  | 'confidence';
export type SettingKey = keyof TimingSettings;
type Field = SettingField<SettingKey, SettingGroup>;
type ModelKey = (typeof TIMING_MODEL_KEYS)[number];

const inGroup = (wanted: 'size' | 'training', group: SettingGroup): Field[] =>
  TIMING_MODEL_KEYS.filter((key: ModelKey) => MODEL_FIELDS[key].group === wanted).map((key) =>
    modelField(key, group),
  );

/** Every setting of t-timing, in the order of the form; limits are those of its schema. */
export const SETTING_FIELDS: readonly Field[] = [
  percent('buyProbability', 'signal'),
  percent('exitProbability', 'signal'),
  percent('positionShare', 'signal'),
  percent('stopLoss', 'exits'),
  percent('trailingStop', 'exits'),
  percent('takeProfit', 'exits', { max: 10 }),
  percent('reduceFirst', 'exits', { max: 10 }),
  percent('reduceSecond', 'exits', { max: 10 }),
  percent('reduceShare', 'exits'),
  choice('exits', 'exits', ['close', 'intraday']),
  ...RISK_FIELDS,
  amount('cash', 'costs', { unit: 'yuan', min: 1, max: 1e12, step: 10000 }),
  percent('commission', 'costs', { max: 0.05, step: 0.0001 }),
  amount('minCommission', 'costs', { unit: 'yuan', min: 0, max: 1000 }),
  percent('slippage', 'costs', { max: 0.05, step: 0.0005 }),
  percent('volumeCap', 'costs', { min: 0.001, step: 0.005 }),
  choice('rules', 'costs', ['exchange', 'plain']),
  count('baseShares', 'costs', { unit: 'shares', min: 0, step: 100 }),
  amount('baseCost', 'costs', { unit: 'yuan', min: 0 }),
  { key: 'benchmark', group: 'costs', kind: 'text' },
  count('horizon', 'data', { unit: 'bars', max: 60 }),
  percent('labelThreshold', 'data', { min: -0.5, max: 0.5, step: 0.005 }),
  count('lookback', 'data', { unit: 'bars', max: 250 }),
  count('trainBars', 'data', { unit: 'bars', min: 60, step: 21 }),
  count('retrainEvery', 'data', { unit: 'bars' }),
  count('embargo', 'data', { unit: 'bars' }),
  percent('validShare', 'data', { min: 0.05, max: 0.5 }),
  count('smoteNeighbours', 'data', { min: 0, max: 50 }),
  choice('featureSet', 'features', FEATURE_SETS),
  ...SELECTION_OF_FEATURES,
  ...inGroup('size', 'network'),
  count('epochs', 'training', { unit: 'times', max: 1000 }),
  count('batchSize', 'training', { max: 65536 }),
  amount('learningRate', 'training', { min: 1e-6, max: 1, step: 5e-4 }),
  count('patience', 'training', { unit: 'times' }),
  ...inGroup('training', 'training'),
  modelField('ensembleModels', 'ensemble'),
  modelField('ensembleSeeds', 'ensemble'),
  modelField('passes', 'confidence'),
  choice('calibration', 'confidence', CALIBRATIONS),
  ...ENTRY_FIELDS,
];

/** What a run of the model is trained with where nothing is said. */
export function timingDefaults(model: ModelKind): TimingSettings {
  const { settings } = withModelDefaults(
    { model, settings: {} },
    (key) => key in timingSettingsSchema.shape,
  );
  return timingSettingsSchema.parse(settings);
}

/** Fields that mean something for the model, with the other settings as they are; older runs lack newer ones. */
export function usedFields(model: ModelKind, settings: TimingSettings): Field[] {
  const models = [model, ...kindsOf(settings.ensembleModels)];
  return SETTING_FIELDS.filter(({ key }) => key in settings && isUsed(key, models, settings));
}

/** Keys whose value is not the model's default one. */
export const changedSettings = (model: ModelKind, settings: TimingSettings): SettingKey[] =>
  changedKeys(SETTING_FIELDS, settings, timingDefaults(model));
