import { MODELS, isModel, withModelDefaults } from './models.ts';
import type { AnyModel } from './models.ts';
import { timingSettingsSchema } from './run.ts';
import { isTimingConfig } from './runs.ts';
import type { RunConfig } from './runs.ts';
import { SELECTION_DEFAULTS, selectionSettingsOf } from './selectionSettings.ts';

export type NameLanguage = 'zh' | 'en';
type Settings = Readonly<Record<string, unknown>>;
type Words = readonly [zh: string, en: string];
type Say = (settings: Settings) => Words | null;

/** The models of a run: its own, those that join it, and how many seeds of each: `LSTM + Trees ×2 seeds`. */
export function modelName(
  model: AnyModel,
  settings: { ensembleModels: string; ensembleSeeds: number },
  language: NameLanguage,
): string {
  const kinds = [model, ...settings.ensembleModels.split('+').filter(isModel)];
  const names = [...new Set(kinds)].map((kind) => MODELS[kind][language].label).join(' + ');
  const { ensembleSeeds: seeds } = settings;
  if (seeds === 1) return names;
  return `${names} ×${seeds} ${language === 'zh' ? '种子' : 'seeds'}`;
}

const SCORES: Readonly<Record<string, Words>> = {
  mutualInformation: ['互信息', 'mutual information'],
  correlation: ['相关性', 'correlation'],
  permutation: ['置换', 'permutation'],
};

/** What is said in words of its own, the most telling first; null = not worth a word. */
const SAID: readonly (readonly [key: string, say: Say])[] = [
  ['riskControl', () => ['风险控制', 'risk control']],
  [
    'calibration',
    ({ calibration }) => (calibration === 'platt' ? ['Platt', 'Platt'] : ['保序校准', 'isotonic']),
  ],
  [
    'featureSelection',
    ({ featureSelection, featureCount }) => {
      const [zh, en] = SCORES[String(featureSelection)] ?? ['', ''];
      return [`${zh}选 ${String(featureCount)} 个输入`, `${String(featureCount)} inputs by ${en}`];
    },
  ],
  [
    'featureSet',
    ({ featureSet }) =>
      featureSet === 'both'
        ? ['两组输入', 'both input sets']
        : ['多周期输入', 'multi-period inputs'],
  ],
  [
    'features',
    ({ features }) => {
      const all: readonly unknown[] = Array.isArray(features) ? features : [];
      const only = all.length === 1 ? String(all[0]) : '';
      if (only.startsWith('@')) return [only, only];
      return [`${all.length} 个因子`, `${all.length} factors`];
    },
  ],
  ['label', () => ['自定标签', 'own label']],
  ['rules', () => ['宽松规则', 'loose rules']],
  ['exits', () => ['盘中离场', 'intraday exits']],
  ['requireBand', () => ['要求区间', 'band required']],
  ['adversarialWeight', () => ['对抗训练', 'adversarial']],
  [
    'perSymbol',
    ({ perSymbol }) => (perSymbol ? ['每股一模型', 'own models'] : ['同一模型', 'one model']),
  ],
  ['warmStart', () => ['热启动', 'warm start']],
];
/** Said by the name of the model, or by another setting that is on. */
const UNSAID: ReadonlySet<string> = new Set([
  ...['ensembleModels', 'ensembleSeeds', 'featureCount', 'adversarialEpsilon', 'passes'],
  ...['riskDrawdown', 'riskDrawdownExposure', 'riskVolatility', 'riskVolatilityExposure'],
  ...['riskRecovery', 'riskResetDays'],
]);

/** Of each preset and model, once they were asked for. */
const known = new Map<string, Settings>();

/** The settings that a run has where nothing is said of them. */
function defaultsOf(config: RunConfig): Settings {
  const { preset, model } = config;
  const found = known.get(`${preset} ${model}`);
  if (found) return found;
  const schema = isTimingConfig(config) ? timingSettingsSchema : selectionSettingsOf(config.preset);
  const own = isTimingConfig(config) ? 'bilstm' : SELECTION_DEFAULTS[config.preset].model;
  const full = withModelDefaults({ model, settings: {} }, (key) => key in schema.shape, own);
  const defaults = schema.parse(full.settings);
  known.set(`${preset} ${model}`, defaults);
  return defaults;
}

const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/**
 * What departs from the defaults of the run's preset and model, the most telling first: `risk control`,
 * `Platt`, `20 inputs by permutation`, then single settings as `nameOf` calls them.
 */
export function departures(
  config: RunConfig,
  language: NameLanguage,
  nameOf: (key: string) => string = (key) => key,
): string[] {
  const settings: Settings = config.settings;
  const defaults = defaultsOf(config);
  const changed = new Set(
    Object.keys(defaults).filter((key) => !same(settings[key], defaults[key])),
  );
  const words = SAID.flatMap(([key, say]) => {
    const said = changed.has(key) ? say(settings) : null;
    return said ? [said[language === 'zh' ? 0 : 1]] : [];
  });
  const said = new Set(SAID.map(([key]) => key));
  const others = [...changed].filter((key) => !said.has(key) && !UNSAID.has(key));
  return [...words, ...others.map((key) => `${nameOf(key)} ${write(settings[key])}`)];
}

/** Three significant decimals are enough to tell runs apart. */
const write = (value: unknown): string =>
  typeof value === 'number' ? String(Number(value.toPrecision(4))) : String(value);

const MOST_SAID = 4;

/** The departures in one line, beyond four of them how many more. */
export function departureLine(...of: Parameters<typeof departures>): string {
  const all = departures(...of);
  const rest = all.length - MOST_SAID;
  const shown = all.slice(0, MOST_SAID).join(of[1] === 'zh' ? '、' : ', ');
  return rest > 0 ? `${shown} +${rest}` : shown;
}
