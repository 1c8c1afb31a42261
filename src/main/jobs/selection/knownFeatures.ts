import { analyseExpression, checkFactor } from '#main/features/expression/analyse.ts';
import type { Panel } from '#main/features/panel.ts';
import { fromIsoDate } from '#main/lib/dates.ts';
import type { SelectionConfig } from '#shared/selection.ts';

export interface KnownFeatures {
  config: SelectionConfig;
  /** Features without any value to train on, which are left out. */
  unknown: string[];
}

/**
 * The config of `multi-factor` without factors on columns of which the panel holds no value before the split
 * (PE and PB come from few sources, some of which only know today's); any other as it is.
 */
export function withKnownFeatures(panel: Panel, config: SelectionConfig): KnownFeatures {
  if (config.preset !== 'multi-factor') return { config, unknown: [] };
  const columns: Readonly<Record<string, Float64Array | undefined>> = panel.columns;
  const { dates } = panel;
  const split = fromIsoDate(config.split);
  const isEmpty = (name: string): boolean =>
    !columns[name]?.some((value, at) => Number.isFinite(value) && dates[at % dates.length] < split);
  const unknown = config.settings.features.filter(
    (text) => !text.startsWith('@') && analyseExpression(checkFactor(text)).columns.some(isEmpty),
  );
  const features = config.settings.features.filter((text) => !unknown.includes(text));
  return { config: { ...config, settings: { ...config.settings, features } }, unknown };
}

export const unknownFeatureNotes = (unknown: readonly string[]): string[] =>
  unknown.length === 0
    ? []
    : [`Left out: ${unknown.join(', ')}; the store has no PE and PB for these symbols.`];
