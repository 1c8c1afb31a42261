import type { Messages } from '#renderer/text/index.ts';
import { language } from '#renderer/text/language.ts';
import { departureLine, modelName } from '#shared/runName.ts';
import { isTimingConfig } from '#shared/runs.ts';
import type { RunConfig } from '#shared/runs.ts';

/** What a run is about: its first symbol and how many more, or its universe, `count` stocks where that is known. */
export function subjectLabel(
  config: RunConfig,
  t: Messages,
  nameOf: (symbol: string) => string,
  count?: number,
): string {
  if (isTimingConfig(config)) {
    const [first = ''] = config.symbols;
    return t.words.symbols(`${first} ${nameOf(first)}`.trim(), config.symbols.length);
  }
  const { universe } = config;
  if (Array.isArray(universe)) return t.words.universeOf(universe.length);
  const name = t.words.universes[universe];
  return count === undefined ? name : t.words.universeCount(name, count);
}

/** The subject of a run, behind its preset where that is not plain from it. */
export function runLabel(
  config: RunConfig,
  t: Messages,
  nameOf: (symbol: string) => string,
  count?: number,
): string {
  const subject = subjectLabel(config, t, nameOf, count);
  return isTimingConfig(config) ? subject : `${t.words.presets[config.preset]} · ${subject}`;
}

/** The shortest name of a run, for where its line finds no room. */
export const runTag = (config: RunConfig, t: Messages): string =>
  isTimingConfig(config) ? subjectLabel(config, t, () => '') : t.words.presets[config.preset];

const shownLanguage = () => (language.value === 'en' ? 'en' : 'zh');

/** The models of a run, with those that join its own. */
export const runModel = ({ model, settings }: RunConfig): string =>
  modelName(model, settings, shownLanguage());

/** What departs from the preset's defaults; empty where nothing does. */
export function runDetail(config: RunConfig, t: Messages): string {
  const texts: Readonly<Record<string, { label: string }>> = isTimingConfig(config)
    ? t.train.settingTexts
    : t.select.settingTexts;
  return departureLine(config, shownLanguage(), (key) => texts[key]?.label ?? key);
}

/** The model, what departs from the defaults, and the seed, apart by dots. */
export const runModelLine = (config: RunConfig, t: Messages): string =>
  [runModel(config), runDetail(config, t), t.report.seed(config.seed)].filter(Boolean).join(' · ');

/** One line that tells a run from the others: what, with which model and settings, from which seed. */
export const runLine = (config: RunConfig, t: Messages): string =>
  [runLabel(config, t, () => ''), runModelLine(config, t)].join('  ');
