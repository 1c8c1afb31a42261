import {
  amount,
  changedKeys,
  choice,
  count,
  isUsed,
  kindsOf,
  modelField,
  percent,
  writeValue,
} from '#renderer/components/toolkit/settingField.ts';
import type { SettingField } from '#renderer/components/toolkit/settingField.ts';
import {
  ENTRY_FIELDS,
  RISK_FIELDS,
  SELECTION_OF_FEATURES,
} from '#renderer/components/toolkit/toolkitFields.ts';
import type { Formatter } from '#renderer/text/format.ts';
import type { Messages } from '#renderer/text/index.ts';
import { MODEL_FIELDS, SELECTION_MODEL_KEYS } from '#shared/modelFields.ts';
import { withModelDefaults } from '#shared/models.ts';
import type { SelectionModel } from '#shared/models.ts';
import { SELECTION_DEFAULTS, selectionSettingsOf } from '#shared/selectionSettings.ts';
import type { SelectionPreset, SelectionSettings } from '#shared/selectionSettings.ts';

export type SelectGroup =
  | 'portfolio'
  | 'risk'
  | 'costs'
  | 'samples'
  | 'features'
  | 'network'
  | 'training'
  | 'ensemble'
  | 'confidence';
/** The two programs have editors of their own. */
export type SelectKey = Exclude<keyof SelectionSettings, 'features' | 'label'>;
export type SelectField = SettingField<SelectKey, SelectGroup>;
type ModelKey = (typeof SELECTION_MODEL_KEYS)[number];

const inGroup = (wanted: 'size' | 'training', group: SelectGroup): SelectField[] =>
  SELECTION_MODEL_KEYS.filter((key: ModelKey) => MODEL_FIELDS[key].group === wanted).map((key) =>
    modelField(key, group),
  );

/** Every setting of a selection but its two programs, in the order of the form. */
export const SELECT_FIELDS: readonly SelectField[] = [
  count('holdCount', 'portfolio', { max: 500 }),
  choice('weighting', 'portfolio', ['logRank', 'equal']),
  count('holdDays', 'portfolio', { unit: 'bars', max: 250 }),
  choice('rebalance', 'portfolio', ['days', 'months']),
  percent('positionCap', 'portfolio'),
  count('minListedBars', 'portfolio', { unit: 'bars', min: 0, max: 2000 }),
  { key: 'allowSt', group: 'portfolio', kind: 'flag' },
  ...RISK_FIELDS,
  choice('rules', 'costs', ['exchange', 'document']),
  amount('cash', 'costs', { unit: 'yuan', min: 1, max: 1e12, step: 10000 }),
  percent('commission', 'costs', { max: 0.05, step: 0.0001 }),
  amount('minCommission', 'costs', { unit: 'yuan', min: 0, max: 1000 }),
  percent('slippage', 'costs', { max: 0.05, step: 0.0005 }),
  percent('volumeCap', 'costs', { min: 0.001, step: 0.005 }),
  { key: 'benchmark', group: 'costs', kind: 'text' },
  choice('target', 'samples', ['return', 'price']),
  choice('standardise', 'samples', ['column', 'symbol', 'date']),
  count('lookback', 'samples', { unit: 'bars', max: 250 }),
  amount('featureClip', 'samples', { min: 0, max: 100 }),
  percent('dropOutliers', 'samples', { max: 0.2, step: 0.005 }),
  count('labelClasses', 'samples', { min: 0, max: 100 }),
  ...SELECTION_OF_FEATURES,
  ...inGroup('size', 'network'),
  amount('ridgePenalty', 'network', { min: 0, max: 1e6, step: 0.001 }),
  count('epochs', 'training', { unit: 'times', max: 1000 }),
  count('batchSize', 'training', { max: 65536 }),
  amount('learningRate', 'training', { min: 1e-6, max: 1, step: 5e-4 }),
  count('patience', 'training', { unit: 'times', min: 0, max: 1000 }),
  ...inGroup('training', 'training'),
  modelField('ensembleModels', 'ensemble'),
  modelField('ensembleSeeds', 'ensemble'),
  modelField('passes', 'confidence'),
  ...ENTRY_FIELDS,
  percent('minReturn', 'confidence', { min: -1, step: 0.005 }),
];

/** What a run of the preset is trained with where nothing is said; without a model, with the preset's own. */
export function selectDefaults(
  preset: SelectionPreset,
  model: SelectionModel = SELECTION_DEFAULTS[preset].model,
): SelectionSettings {
  const schema = selectionSettingsOf(preset);
  const { settings } = withModelDefaults(
    { model, settings: {} },
    (key) => key in schema.shape,
    SELECTION_DEFAULTS[preset].model,
  );
  return schema.parse(settings);
}

/** Fields that mean something for the model, with the other settings as they are; older runs lack newer ones. */
export function usedSelectFields(
  model: SelectionModel,
  settings: SelectionSettings,
): SelectField[] {
  const models = [model, ...kindsOf(settings.ensembleModels)];
  return SELECT_FIELDS.filter(({ key }) => key in settings && isUsed(key, models, settings));
}

/** Keys whose value is not the default one of the preset and the model. */
export const changedSelectSettings = (
  { preset, model }: { preset: SelectionPreset; model: SelectionModel },
  settings: SelectionSettings,
): SelectKey[] => changedKeys(SELECT_FIELDS, settings, selectDefaults(preset, model));

/** The value of a setting as the form shows it, with its unit. */
export function writeSelectSetting(
  key: SelectKey,
  settings: SelectionSettings,
  t: Messages,
  format: Formatter,
): string {
  const field = SELECT_FIELDS.find((one) => one.key === key);
  return field ? writeValue(field, settings[key], t, format) : String(settings[key]);
}
