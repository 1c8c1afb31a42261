/** Model inputs of one symbol, one typed array a column; row i belongs to bar i and is known at its close. */
export interface FeatureTable {
  names: readonly string[];
  /** Bars, the same for every column. */
  length: number;
  /** In the order of `names`; NaN while an indicator warms up. */
  columns: Float64Array[];
}

/**
 * Index of the first bar on which every column has a value, or `table.length` when there is none.
 * Columns hold a value on every bar after their warm-up, so all later bars are usable too.
 */
export function findFirstUsable(table: FeatureTable): number {
  let first = 0;
  for (const column of table.columns) {
    while (first < table.length && Number.isNaN(column[first])) first++;
  }
  return first;
}
