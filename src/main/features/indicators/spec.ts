import type { BarColumns } from '#shared/domain.ts';
import type { Intermediates } from './intermediates.ts';

/** One entry of the registry: a formula over one symbol's bars. */
export interface IndicatorSpec {
  name: string;
  /** Column names, unique over the registry, in the order `compute` returns them. */
  outputs: readonly string[];
  /** Index of the first bar with a value, the same for every output; NaN before it, never after. */
  warmup: number;
  /**
   * Columns as long as the bars, to be read only. The value at bar i reads bars 0..i, so it is known at
   * its close. Prices and volumes must be finite, and prices positive where a ratio is taken.
   * Indicators over the same bars may be given one `shared`: the values are the same, found sooner.
   */
  compute: (bars: BarColumns, shared?: Intermediates) => Float64Array[];
}
