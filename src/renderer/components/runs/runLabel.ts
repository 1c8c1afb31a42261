import type { Messages } from '#renderer/text/index.ts';
import { isTimingConfig } from '#shared/runs.ts';
import type { RunConfig } from '#shared/runs.ts';

/** What a run is about: its first symbol and how many more, or its universe. */
export function subjectLabel(
  config: RunConfig,
  t: Messages,
  nameOf: (symbol: string) => string,
): string {
  if (isTimingConfig(config)) {
    const [first = ''] = config.symbols;
    return t.words.symbols(`${first} ${nameOf(first)}`.trim(), config.symbols.length);
  }
  const { universe } = config;
  return Array.isArray(universe)
    ? t.words.universeOf(universe.length)
    : t.words.universes[universe];
}

/** The subject of a run, behind its preset where that is not plain from it. */
export function runLabel(
  config: RunConfig,
  t: Messages,
  nameOf: (symbol: string) => string,
): string {
  const subject = subjectLabel(config, t, nameOf);
  return isTimingConfig(config) ? subject : `${t.words.presets[config.preset]} · ${subject}`;
}

/** One line that tells a run from the others: what, with which model, from which seed. */
export const runLine = (config: RunConfig, t: Messages): string =>
  [
    runLabel(config, t, () => ''),
    t.words.shortModels[config.model],
    t.report.seed(config.seed),
  ].join('  ');
