import type { Formatter } from '#renderer/text/format.ts';
import type { Messages } from '#renderer/text/index.ts';
import { MODEL_FIELDS, modelFieldLimits } from '#shared/modelFields.ts';
import type { ModelFieldKey } from '#shared/modelFields.ts';
import { MODELS, PUBLISHED_PASSES, USUAL_PASSES } from '#shared/models.ts';
import type { AnyModel } from '#shared/models.ts';
import type { ModelSettingKey } from '#shared/modelSettings.ts';

export type SettingValue = number | string | boolean;
export type AnySettings = Readonly<Record<string, unknown>>;

/** How one setting is entered; `percent` is shown × 100 and stored as a ratio. */
export interface SettingField<K extends string = string, G extends string = string> {
  key: K;
  group: G;
  kind: 'count' | 'number' | 'percent' | 'choice' | 'flag' | 'text' | 'models';
  choices?: readonly string[];
  unit?: Exclude<keyof Messages['train']['units'], 'percent'>;
  min?: number;
  max?: number;
  step?: number;
  /** Figures that are one choice away; the first one switches it off. */
  picks?: readonly number[];
}
type Rest = Omit<SettingField, 'key' | 'group' | 'kind'>;

export const percent = <K extends string, G extends string>(
  key: K,
  group: G,
  rest: Rest = {},
): SettingField<K, G> => ({ key, group, kind: 'percent', min: 0, max: 1, step: 0.01, ...rest });

export const count = <K extends string, G extends string>(
  key: K,
  group: G,
  rest: Rest = {},
): SettingField<K, G> => ({ key, group, kind: 'count', min: 1, step: 1, ...rest });

export const amount = <K extends string, G extends string>(
  key: K,
  group: G,
  rest: Rest = {},
): SettingField<K, G> => ({ key, group, kind: 'number', ...rest });

export const choice = <K extends string, G extends string>(
  key: K,
  group: G,
  choices: readonly string[],
): SettingField<K, G> => ({ key, group, kind: 'choice', choices });

/** A setting of models, with the limits and choices of its schema. */
export function modelField<K extends ModelFieldKey, G extends string>(
  key: K,
  group: G,
): SettingField<K, G> {
  const { kind } = MODEL_FIELDS[key];
  const { min, max, choices } = modelFieldLimits(key);
  return {
    ...{ key, group, kind },
    ...(min !== null && { min }),
    ...(max !== null && { max }),
    ...(kind === 'choice' && { choices }),
    ...(kind === 'count' && { step: 1 }),
    ...(kind === 'percent' && { step: 0.05 }),
    ...(key === 'passes' && { picks: [0, PUBLISHED_PASSES, USUAL_PASSES] }),
  };
}

/** What only networks are trained with; the other models have settings of their own. */
const NETWORK_ONLY: ReadonlySet<string> = new Set([
  ...Object.entries(MODEL_FIELDS).flatMap(([key, { group }]) =>
    group === 'training' ? [key] : [],
  ),
  ...(['epochs', 'batchSize'] as const),
]);
/** What a model that gives weights says itself, or has no forecast for. */
const NOT_OF_WEIGHTS: ReadonlySet<string> = new Set(['requireBand', 'minReturn', 'weighting']);
const EVERY_MODEL: ReadonlySet<string> = new Set(['perSymbol']);
const isModelField = (key: string): key is ModelFieldKey => key in MODEL_FIELDS;

function means(key: string, model: AnyModel): boolean {
  const { fields, isNetwork }: { fields: readonly ModelSettingKey[]; isNetwork: boolean } =
    MODELS[model];
  const has = (one: ModelSettingKey): boolean => fields.includes(one);
  if (key === 'learningRate') return isNetwork || has(key);
  if (key === 'passes' || key === 'minConfidence') return has('dropout');
  if (NOT_OF_WEIGHTS.has(key)) return !MODELS[model].tasks.some((task) => task === 'weights');
  if (key === 'patience') return isNetwork || has('treeCount');
  if (isModelField(key) && MODEL_FIELDS[key].group === 'size') return has(key);
  return isNetwork || EVERY_MODEL.has(key) || !NETWORK_ONLY.has(key);
}

/** Settings that say nothing while another one stands as it does. */
const CONDITIONS: Readonly<Record<string, (settings: AnySettings) => boolean>> = {
  plateauPatience: ({ schedule }) => schedule === 'plateau',
  plateauFactor: ({ schedule }) => schedule === 'plateau' || schedule === 'step',
  stepEpochs: ({ schedule }) => schedule === 'step',
  adversarialEpsilon: ({ adversarialWeight }) => adversarialWeight !== 0,
  featureCount: ({ featureSelection }) => featureSelection !== 'none',
};
const isRiskDetail = (key: string): boolean => key.startsWith('risk') && key !== 'riskControl';

/** Whether a setting means something for one of the models, with the others as they are. */
export function isUsed(key: string, models: readonly AnyModel[], settings: AnySettings): boolean {
  if (isRiskDetail(key)) return settings['riskControl'] === true;
  return models.some((model) => means(key, model)) && (CONDITIONS[key]?.(settings) ?? true);
}

/** Keys whose value is not that of `defaults`, in the order of the form; older runs lack newer ones. */
export function changedKeys<K extends string>(
  fields: readonly SettingField<K>[],
  settings: Readonly<Record<K, unknown>>,
  defaults: Readonly<Record<K, unknown>>,
): K[] {
  return fields
    .map(({ key }) => key)
    .filter((key) => key in settings && settings[key] !== defaults[key]);
}

/** Other defaults under settings of which those stay that the user had changed. */
export function carryOver<S extends object>(settings: S, before: S, after: S): S {
  const old = new Map<string, unknown>(Object.entries(before));
  const isChanged = ([key, value]: [string, unknown]): boolean =>
    JSON.stringify(value) !== JSON.stringify(old.get(key));
  return { ...after, ...Object.fromEntries(Object.entries(settings).filter(isChanged)) };
}

/** A choice in the reader's words; one that is not known stays as it is. */
export function wordOf(value: string, t: Messages): string {
  const words: Readonly<Record<string, string>> = t.toolkit.choices;
  return words[value] ?? value;
}

/** The value of a setting as the form shows it, with its unit. */
export function writeValue(
  field: SettingField,
  value: unknown,
  t: Messages,
  format: Formatter,
): string {
  if (typeof value === 'boolean') return value ? t.toolkit.choices.yes : t.toolkit.choices.no;
  if (field.kind === 'models') return writeKinds(String(value), t);
  if (typeof value !== 'number') return wordOf(String(value), t);
  if (field.kind === 'percent') return `${format.shortest(value * 100, 3)}%`;
  return `${format.shortest(value)}${field.unit ? ` ${t.train.units[field.unit]}` : ''}`;
}

const isKind = (kind: string): kind is AnyModel => kind in MODELS;
/** The kinds that `ensembleModels` names. */
export const kindsOf = (text: string): AnyModel[] => text.split('+').filter(isKind);

function writeKinds(text: string, t: Messages): string {
  const names = kindsOf(text).map((kind) => t.words.models[kind]);
  return names.length > 0 ? names.join(' + ') : t.toolkit.choices.none;
}
