import { isUsed } from '#renderer/components/toolkit/settingField.ts';
import { MODEL_FIELDS, modelFieldLimits } from '#shared/modelFields.ts';
import type { ModelFieldKey } from '#shared/modelFields.ts';
import type { RunConfig } from '#shared/runs.ts';
import { defaultSpace, dimensionSchema, SEARCHABLE } from '#shared/searchSpace.ts';
import type { Dimension, SearchSpace } from '#shared/searchSpace.ts';

export type SearchKey = (typeof SEARCHABLE)[number];
export type SpaceProblem = 'order' | 'log' | 'whole' | 'values';

const COUNTS: ReadonlySet<string> = new Set(['batchSize', 'smoteNeighbours']);
const isModelField = (key: string): key is ModelFieldKey => key in MODEL_FIELDS;
const isCount = (key: SearchKey): boolean =>
  isModelField(key) ? MODEL_FIELDS[key].kind === 'count' : COUNTS.has(key);

/** Settings that the config's model has and the space does not seek yet. */
export function addable(config: RunConfig, space: SearchSpace): SearchKey[] {
  return SEARCHABLE.filter(
    (key) =>
      key in config.settings && !(key in space) && isUsed(key, [config.model], config.settings),
  );
}

/** The published range, or one around the value that the config has. */
export function rangeFor(key: SearchKey, config: RunConfig): Dimension {
  const known = defaultSpace(config)[key];
  if (known) return known;
  const settings = new Map<string, unknown>(Object.entries(config.settings));
  const now = Number(settings.get(key) ?? 1);
  const { min, max } = isModelField(key) ? modelFieldLimits(key) : { min: null, max: null };
  const least = Math.max(min ?? 0, now / (isCount(key) ? 2 : 10));
  const most = Math.min(max ?? Infinity, now * (isCount(key) ? 2 : 10));
  if (!isCount(key)) return { kind: 'real', low: least, high: most, isLog: least > 0 };
  const low = Math.floor(least);
  return { kind: 'integer', low, high: Math.max(low + 1, Math.ceil(most)), isLog: false };
}

/** What is wrong about a range; null where a search may be started with it. */
export function problemOf(dimension: Dimension): SpaceProblem | null {
  if (dimension.kind === 'choice') {
    return new Set(dimension.values).size < 2 ? 'values' : null;
  }
  const { kind, low, high, isLog } = dimension;
  if (low >= high) return 'order';
  if (isLog && low <= 0) return 'log';
  if (kind === 'integer' && !(Number.isInteger(low) && Number.isInteger(high))) return 'whole';
  return dimensionSchema.safeParse(dimension).success ? null : 'order';
}

/** `1, 2, 4` → numbers; words stay words. */
export const parseValues = (text: string): (number | string)[] =>
  text
    .split(/[,，\s]+/)
    .filter((part) => part !== '')
    .map((part) => (Number.isFinite(Number(part)) ? Number(part) : part));
