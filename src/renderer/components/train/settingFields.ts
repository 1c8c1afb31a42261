import { zhToolkitChoices } from '#renderer/text/toolkitSettings.ts';
import type { ToolkitChoices } from '#renderer/text/toolkitSettings.ts';
import { MODEL_FIELDS, modelFieldLimits, TIMING_MODEL_KEYS } from '#shared/modelFields.ts';
import { MODEL_KINDS, MODELS } from '#shared/models.ts';
import type { ModelKind } from '#shared/models.ts';
import type { ModelSettingKey } from '#shared/modelSettings.ts';
import { timingSettingsSchema } from '#shared/run.ts';
import { CALIBRATIONS, FEATURE_SELECTIONS, FEATURE_SETS } from '#shared/toolkitSettings.ts';
import type { TimingSettings } from '#shared/run.ts';

export const SETTING_GROUPS = [
  'signal',
  'exits',
  'risk',
  'costs',
  'data',
  'training',
  'network',
] as const;
export type SettingGroup = (typeof SETTING_GROUPS)[number];
export type SettingKey = keyof TimingSettings;

type Unit = 'bars' | 'yuan' | 'shares' | 'times';

/** How one setting is entered; `percent` is shown × 100 and stored as a ratio. */
export interface SettingField {
  key: SettingKey;
  group: SettingGroup;
  kind:
    'count' | 'number' | 'percent' | 'exits' | 'rules' | 'benchmark' | 'text' | 'flag' | 'choice';
  choices?: readonly (keyof ToolkitChoices)[];
  unit?: Unit;
  min?: number;
  max?: number;
  step?: number;
  /** Digits behind the point, as shown. */
  digits?: number;
  /** Only for these models; all when left out. */
  models?: readonly ModelKind[];
}

const percent = (
  key: SettingKey,
  group: SettingGroup,
  { max = 1, min = 0, step = 0.01, digits = 1 } = {},
): SettingField => ({ key, group, kind: 'percent', min, max, step, digits });

const count = (
  key: SettingKey,
  group: SettingGroup,
  rest: Partial<SettingField> = {},
): SettingField => ({ key, group, kind: 'count', min: 1, step: 1, digits: 0, ...rest });

/** A setting of models: limits from its schema; a size only for the models that have it. */
function modelField(key: (typeof TIMING_MODEL_KEYS)[number]): SettingField {
  const { group, kind } = MODEL_FIELDS[key];
  const { min, max, choices } = modelFieldLimits(key);
  return {
    ...{ key, group: group === 'size' ? 'network' : 'training' },
    kind: kind === 'models' ? 'text' : kind,
    ...(min !== null && { min }),
    ...(max !== null && { max }),
    ...(kind === 'choice' && { choices: choices.filter(isChoice) }),
    ...(kind === 'count' && { step: 1, digits: 0 }),
    ...(kind === 'percent' && { step: 0.05, digits: 0 }),
    ...(group === 'size' && { models: modelsWith(key) }),
  };
}

const isChoice = (choice: string): choice is keyof ToolkitChoices => choice in zhToolkitChoices;

const modelsWith = (key: ModelSettingKey): ModelKind[] =>
  MODEL_KINDS.filter((kind) => {
    const fields: readonly ModelSettingKey[] = MODELS[kind].fields;
    return fields.includes(key);
  });

/** Every setting of t-timing, in the order of the form; limits are those of its schema. */
export const SETTING_FIELDS: readonly SettingField[] = [
  percent('buyProbability', 'signal', { digits: 0 }),
  percent('exitProbability', 'signal', { digits: 0 }),
  percent('positionShare', 'signal', { digits: 0 }),
  percent('stopLoss', 'exits'),
  percent('trailingStop', 'exits'),
  percent('takeProfit', 'exits', { max: 10 }),
  percent('reduceFirst', 'exits', { max: 10 }),
  percent('reduceSecond', 'exits', { max: 10 }),
  percent('reduceShare', 'exits', { digits: 1 }),
  { key: 'exits', group: 'exits', kind: 'exits' },
  { key: 'riskControl', group: 'risk', kind: 'flag' },
  percent('riskDrawdown', 'risk'),
  percent('riskDrawdownExposure', 'risk'),
  percent('riskVolatility', 'risk', { step: 0.001 }),
  percent('riskVolatilityExposure', 'risk'),
  percent('riskRecovery', 'risk', { digits: 0 }),
  count('riskResetDays', 'risk', { unit: 'bars', min: 0, max: 2000 }),
  { key: 'cash', group: 'costs', kind: 'number', unit: 'yuan', min: 1, max: 1e12, step: 10000 },
  percent('commission', 'costs', { max: 0.05, step: 0.0001, digits: 3 }),
  { key: 'minCommission', group: 'costs', kind: 'number', unit: 'yuan', min: 0, max: 1000 },
  percent('slippage', 'costs', { max: 0.05, step: 0.0005, digits: 3 }),
  percent('volumeCap', 'costs', { min: 0.001, step: 0.005 }),
  { key: 'rules', group: 'costs', kind: 'rules' },
  count('baseShares', 'costs', { unit: 'shares', min: 0, step: 100 }),
  { key: 'baseCost', group: 'costs', kind: 'number', unit: 'yuan', min: 0, digits: 3 },
  { key: 'benchmark', group: 'costs', kind: 'benchmark' },
  count('horizon', 'data', { unit: 'bars', max: 60 }),
  percent('labelThreshold', 'data', { min: -0.5, max: 0.5, step: 0.005 }),
  count('lookback', 'data', { unit: 'bars', max: 250 }),
  count('trainBars', 'data', { unit: 'bars', min: 60, step: 21 }),
  count('retrainEvery', 'data', { unit: 'bars' }),
  count('embargo', 'data', { unit: 'bars' }),
  percent('validShare', 'data', { min: 0.05, max: 0.5, digits: 0 }),
  count('smoteNeighbours', 'data', { min: 0, max: 50 }),
  { key: 'featureSet', group: 'data', kind: 'choice', choices: FEATURE_SETS },
  { key: 'featureSelection', group: 'data', kind: 'choice', choices: FEATURE_SELECTIONS },
  count('featureCount', 'data', { max: 400 }),
  { key: 'calibration', group: 'data', kind: 'choice', choices: CALIBRATIONS },
  count('epochs', 'training', { unit: 'times', max: 1000 }),
  count('batchSize', 'training', { max: 65536 }),
  {
    key: 'learningRate',
    group: 'training',
    kind: 'number',
    min: 1e-6,
    max: 1,
    step: 5e-4,
    digits: 6,
  },
  count('patience', 'training', { unit: 'times' }),
  ...TIMING_MODEL_KEYS.map(modelField),
];

export const SETTING_DEFAULTS: TimingSettings = timingSettingsSchema.parse({});

/** Fields of a group that mean something for the model. */
export function fieldsOf(group: SettingGroup, model: ModelKind): SettingField[] {
  return SETTING_FIELDS.filter(
    (field) => field.group === group && (field.models?.includes(model) ?? true),
  );
}

/** Keys whose value is not the default one. */
export function changedSettings(settings: TimingSettings): SettingKey[] {
  return SETTING_FIELDS.map(({ key }) => key).filter(
    (key) => settings[key] !== SETTING_DEFAULTS[key],
  );
}
