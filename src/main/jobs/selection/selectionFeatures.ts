import { analyseExpression, checkFactor } from '#main/features/expression/analyse.ts';
import type { Expression } from '#main/features/expression/node.ts';
import type { Factor } from '#main/features/factors/factor.ts';
import { FactorEvaluator } from '#main/features/factors/factorEvaluator.ts';
import { FACTOR_SETS } from '#main/features/factors/factorSets.ts';
import type { Panel } from '#main/features/panel.ts';
import { AppError } from '#shared/errors.ts';
import { takeTurn } from '../takeTurn.ts';

/** Bytes of evaluated columns that may lie in memory at a time. */
const COLUMN_BYTES = 256 * 2 ** 20;

/**
 * The factors that a run's features name: expressions, and `@name` for all of a set.
 *
 * @throws INVALID_INPUT with the place of the fault, also where an expression reads later bars, and for a
 *   set that does not exist
 */
export function expandFeatures(features: readonly string[]): Factor[] {
  return features.flatMap((text) => {
    if (text.startsWith('@')) return findSet(text.slice(1)).factors;
    checkFactor(text);
    return [{ name: text, expression: text, source: 'typed' }];
  });
}

function findSet(wanted: string) {
  const names = Object.keys(FACTOR_SETS);
  const set = Object.entries(FACTOR_SETS).find(
    ([name]) => name.toLowerCase() === wanted.trim().toLowerCase(),
  );
  if (set) return set[1];
  throw new AppError(
    'INVALID_INPUT',
    `there is no factor set @${wanted}; there are ${names.map((name) => `@${name}`).join(', ')}`,
    { field: 'features', set: wanted },
  );
}

/** Columns that the panel must be read with. */
export function columnsOf(
  factors: readonly Factor[],
  expressions: readonly Expression[] = [],
): string[] {
  const parsed = factors.flatMap(({ expression }) =>
    expression === null ? [] : [checkFactor(expression)],
  );
  const all = [...parsed, ...expressions];
  return [...new Set(all.flatMap((expression) => analyseExpression(expression).columns))];
}

/** Evaluates a few factors at a time and hands each column over; it is only valid during the call. */
export async function eachFeature(
  factors: readonly Factor[],
  panel: Panel,
  visit: (place: number, column: Float64Array) => void,
  signal?: AbortSignal,
): Promise<void> {
  const size = panel.symbols.length * panel.dates.length;
  const group = Math.max(1, Math.floor(COLUMN_BYTES / (8 * size)));
  const buffers = Array.from(
    { length: Math.min(group, factors.length) },
    () => new Float64Array(size),
  );
  for (let from = 0; from < factors.length; from += group) {
    const some = factors.slice(from, from + group);
    const columns = new FactorEvaluator(some).evaluate(panel, {
      into: buffers.slice(0, some.length),
    });
    for (const [i, column] of columns.entries()) {
      await takeTurn(signal);
      visit(from + i, column);
    }
  }
}
