import { analyseExpression, checkFactor } from '#main/features/expression/analyse.ts';
import type { Panel } from '#main/features/panel.ts';
import type { SelectionConfig } from '#shared/selection.ts';

export interface KnownFeatures {
  config: SelectionConfig;
  /** Features without any value, which are left out. */
  unknown: string[];
}

/**
 * The config of `multi-factor` without factors on columns of which the panel holds no value at all (PE and PB
 * come from few sources); any other as it is.
 */
export function withKnownFeatures(panel: Panel, config: SelectionConfig): KnownFeatures {
  if (config.preset !== 'multi-factor') return { config, unknown: [] };
  const columns: Readonly<Record<string, Float64Array | undefined>> = panel.columns;
  const isEmpty = (name: string): boolean => !(columns[name]?.some(Number.isFinite) ?? false);
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
