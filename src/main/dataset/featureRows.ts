import { assert } from '#main/lib/assert.ts';
import { createRandom } from '#main/lib/random.ts';

/** Rows of a training part, column by column. */
export interface FeatureRows {
  names: readonly string[];
  /** One a name, all of one length; finite. */
  columns: readonly Float64Array[];
  /** One label a row; finite. */
  y: Float64Array;
  /** When each row is known, in any order: a number that grows with time. */
  time: Int32Array;
}

/** More rows say nothing more about which inputs matter. */
const MOST_ROWS = 20_000;

/** Which of `count` rows are looked at: all, or a seeded draw of 20,000, ascending. */
export function drawRows(count: number, seed: number): Int32Array {
  const all = Int32Array.from({ length: count }, (_, i) => i);
  if (count <= MOST_ROWS) return all;
  const random = createRandom(seed);
  for (let i = 0; i < MOST_ROWS; i++) {
    const j = i + random.below(count - i);
    [all[i], all[j]] = [all[j], all[i]];
  }
  return all.slice(0, MOST_ROWS).sort();
}

/** Mean 0 and population deviation 1; null for a constant column. */
export function standardised(column: Float64Array): Float64Array | null {
  const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
  const squares = column.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / column.length);
  assert(Number.isFinite(deviation), 'every feature has a value on every training row');
  // Spread this far below the mean is rounding, not information.
  if (!(deviation > 1e-12 * Math.abs(mean))) return null;
  return column.map((value) => (value - mean) / deviation);
}

/** Pearson's correlation of two standardised columns. */
export function correlate(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum / a.length;
}
