import type { Formatter } from '#renderer/text/format.ts';
import { MESSAGES } from '#renderer/text/index.ts';
import type { Messages } from '#renderer/text/index.ts';
import { MODEL_FIELDS, modelFieldLimits, SELECTION_MODEL_KEYS } from '#shared/modelFields.ts';
import { selectionSettingsOf } from '#shared/selectionSettings.ts';
import { FEATURE_SELECTIONS } from '#shared/toolkitSettings.ts';
import type { SelectionPreset, SelectionSettings } from '#shared/selectionSettings.ts';

export const SELECT_GROUPS = ['portfolio', 'risk', 'costs', 'samples', 'training'] as const;
export type SelectGroup = (typeof SELECT_GROUPS)[number];
/** The two programs have editors of their own. */
export type SelectKey = Exclude<keyof SelectionSettings, 'features' | 'label'>;
type Choice = keyof Messages['select']['choices'];
type Unit = 'bars' | 'yuan' | 'times';

/** How one setting is entered; `percent` is shown × 100 and stored as a ratio. */
export interface SelectField {
  key: SelectKey;
  group: SelectGroup;
  kind: 'count' | 'number' | 'percent' | 'choice' | 'flag' | 'text';
  choices?: readonly Choice[];
  unit?: Unit;
  min?: number;
  max?: number;
  step?: number;
}

const percent = (key: SelectKey, group: SelectGroup, max = 1, step = 0.01): SelectField => ({
  key,
  group,
  kind: 'percent',
  min: 0,
  max,
  step,
});
const count = (
  key: SelectKey,
  group: SelectGroup,
  rest: Partial<SelectField> = {},
): SelectField => ({ key, group, kind: 'count', min: 1, step: 1, ...rest });
const choice = (key: SelectKey, group: SelectGroup, choices: readonly Choice[]): SelectField => ({
  key,
  group,
  kind: 'choice',
  choices,
});

/** A setting of models, with the limits of its schema. */
function modelField(key: (typeof SELECTION_MODEL_KEYS)[number]): SelectField {
  const { kind } = MODEL_FIELDS[key];
  const { min, max, choices } = modelFieldLimits(key);
  return {
    ...{ key, group: 'training', kind: kind === 'models' ? 'text' : kind },
    ...(min !== null && { min }),
    ...(max !== null && { max }),
    ...(kind === 'choice' && { choices: choices.filter(isChoice) }),
    ...(kind === 'count' && { step: 1 }),
    ...(kind === 'percent' && { step: 0.05 }),
  };
}

const isChoice = (choice: string): choice is Choice => choice in MESSAGES.en.select.choices;

/** Every setting of a selection but its two programs, in the order of the form. */
export const SELECT_FIELDS: readonly SelectField[] = [
  count('holdCount', 'portfolio', { max: 500 }),
  choice('weighting', 'portfolio', ['logRank', 'equal']),
  count('holdDays', 'portfolio', { unit: 'bars', max: 250 }),
  choice('rebalance', 'portfolio', ['days', 'months']),
  percent('positionCap', 'portfolio'),
  count('minListedBars', 'portfolio', { unit: 'bars', min: 0, max: 2000 }),
  { key: 'allowSt', group: 'portfolio', kind: 'flag' },
  { key: 'riskControl', group: 'risk', kind: 'flag' },
  percent('riskDrawdown', 'risk'),
  percent('riskDrawdownExposure', 'risk'),
  percent('riskVolatility', 'risk', 1, 0.001),
  percent('riskVolatilityExposure', 'risk'),
  percent('riskRecovery', 'risk'),
  count('riskResetDays', 'risk', { unit: 'bars', min: 0, max: 2000 }),
  choice('rules', 'costs', ['exchange', 'document']),
  { key: 'cash', group: 'costs', kind: 'number', unit: 'yuan', min: 1, max: 1e12, step: 10000 },
  percent('commission', 'costs', 0.05, 0.0001),
  { key: 'minCommission', group: 'costs', kind: 'number', unit: 'yuan', min: 0, max: 1000 },
  percent('slippage', 'costs', 0.05, 0.0005),
  percent('volumeCap', 'costs', 1, 0.005),
  { key: 'benchmark', group: 'costs', kind: 'text' },
  choice('target', 'samples', ['return', 'price']),
  choice('standardise', 'samples', ['column', 'symbol', 'date']),
  count('lookback', 'samples', { unit: 'bars', max: 250 }),
  { key: 'featureClip', group: 'samples', kind: 'number', min: 0, max: 100 },
  percent('dropOutliers', 'samples', 0.2, 0.005),
  count('labelClasses', 'samples', { min: 0, max: 100 }),
  choice('featureSelection', 'samples', FEATURE_SELECTIONS),
  count('featureCount', 'samples', { max: 400 }),
  count('epochs', 'training', { unit: 'times', max: 1000 }),
  count('batchSize', 'training', { max: 65536 }),
  { key: 'learningRate', group: 'training', kind: 'number', min: 1e-6, max: 1, step: 5e-4 },
  count('patience', 'training', { unit: 'times', min: 0, max: 1000 }),
  ...SELECTION_MODEL_KEYS.map(modelField),
  { key: 'ridgePenalty', group: 'training', kind: 'number', min: 0, max: 1e6, step: 0.001 },
];

export const selectDefaults = (preset: SelectionPreset): SelectionSettings =>
  selectionSettingsOf(preset).parse({});

/** Keys whose value is not the default one of the preset. */
export function changedSelectSettings(
  preset: SelectionPreset,
  settings: SelectionSettings,
): SelectKey[] {
  const defaults = selectDefaults(preset);
  return SELECT_FIELDS.map(({ key }) => key).filter((key) => settings[key] !== defaults[key]);
}

/** At most so many digits as the value has, never more than six. */
function shortest(value: number, format: Formatter): string {
  const digits = String(Number(value.toFixed(6))).split('.')[1]?.length ?? 0;
  return format.number(value, digits);
}

/** The value of a setting as the form shows it, with its unit. */
export function writeSelectSetting(
  key: SelectKey,
  settings: SelectionSettings,
  t: Messages,
  format: Formatter,
): string {
  const field = SELECT_FIELDS.find((one) => one.key === key);
  const value = settings[key];
  const { choices } = t.select;
  if (typeof value === 'boolean') return value ? choices.yes : choices.no;
  if (typeof value === 'string') return value in choices ? choices[value as Choice] : value;
  if (field?.kind === 'percent') return `${shortest(Number((value * 100).toFixed(3)), format)}%`;
  return `${shortest(value, format)}${field?.unit ? ` ${t.train.units[field.unit]}` : ''}`;
}
