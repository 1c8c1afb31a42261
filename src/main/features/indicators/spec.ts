import type { BarColumns } from '#shared/domain.ts';

/** One entry of the registry: a formula over one symbol's bars. */
export interface IndicatorSpec {
  name: string;
  /** Column names, unique over the registry, in the order `compute` returns them. */
  outputs: readonly string[];
  /** Index of the first bar with a value, the same for every output; NaN before it, never after. */
  warmup: number;
  /**
   * Columns as long as the bars. The value at bar i reads bars 0..i only, so it is known at its close.
   * Prices and volumes must be finite; prices positive where a ratio is taken.
   */
  compute: (bars: BarColumns) => Float64Array[];
}

/** A column that has no value yet. */
export function emptyColumn(length: number): Float64Array {
  return new Float64Array(length).fill(NaN);
}
