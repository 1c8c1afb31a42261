import type { Messages } from '#renderer/text/index.ts';
import { isTimingConfig } from '#shared/runs.ts';
import type { RunConfig } from '#shared/runs.ts';

/** What a run is about: its first symbol and how many more, or its preset and universe. */
export function runLabel(
  config: RunConfig,
  t: Messages,
  nameOf: (symbol: string) => string,
): string {
  if (isTimingConfig(config)) {
    const [first = ''] = config.symbols;
    return t.words.symbols(`${first} ${nameOf(first)}`.trim(), config.symbols.length);
  }
  const { universe, preset } = config;
  const universeName = Array.isArray(universe)
    ? t.words.universeOf(universe.length)
    : t.words.universes[universe];
  return `${t.words.presets[preset]} · ${universeName}`;
}
