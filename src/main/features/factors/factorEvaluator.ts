import { assert } from '#main/lib/assert.ts';
import { emptyColumns } from '#main/market/columns.ts';
import type { BarColumns } from '#shared/domain.ts';
import { checkFactor } from '../expression/analyse.ts';
import { ExpressionEvaluator } from '../expression/evaluate.ts';
import type { EvaluateOptions } from '../expression/evaluate.ts';
import { emptyColumn } from '../indicators/column.ts';
import type { Panel, SymbolRange } from '../panel.ts';
import { computeTimingFeatures, TIMING_FEATURES } from '../timingFeatures.ts';
import type { Factor } from './factor.ts';

/** Factors made ready for many evaluations: expressions, columns of the timing block, or both. */
export class FactorEvaluator {
  /** Whether a factor compares symbols, so that all of them must be given at once. */
  readonly isCrossSectional: boolean;
  private readonly factors: readonly Factor[];
  private readonly expressions: ExpressionEvaluator;

  /** @throws INVALID_INPUT for an expression that cannot be read or looks ahead */
  constructor(factors: readonly Factor[]) {
    this.factors = factors;
    this.expressions = new ExpressionEvaluator(
      factors.flatMap(({ expression }) => (expression === null ? [] : [checkFactor(expression)])),
    );
    this.isCrossSectional = this.expressions.isCrossSectional;
  }

  /**
   * One array a factor, in their order: symbol after symbol of the range, each `panel.dates.length` long,
   * NaN where the symbol has no bar and during warm-up. Known at the close of the bar. The panel is only read.
   *
   * @throws INVALID_INPUT when the panel lacks a column
   */
  evaluate(panel: Panel, options: Omit<EvaluateOptions, 'fit'> = {}): Float64Array[] {
    const { range = { from: 0, to: panel.symbols.length } } = options;
    const size = (range.to - range.from) * panel.dates.length;
    const columns = this.factors.map((_, k) => options.into?.[k] ?? new Float64Array(size));
    const into = columns.filter((_, k) => this.factors[k].expression !== null);
    this.expressions.evaluate(panel, { range, into });
    const block = this.factors.flatMap(({ name, expression }, k) =>
      expression === null ? [{ name, column: columns[k] }] : [],
    );
    if (block.length > 0) fillTimingBlock(block, panel, range);
    return columns;
  }
}

function fillTimingBlock(
  block: readonly { name: string; column: Float64Array }[],
  panel: Panel,
  range: SymbolRange,
): void {
  const dates = panel.dates.length;
  for (let symbol = range.from; symbol < range.to; symbol++) {
    const rows = rowsWithBars(panel, symbol);
    const { columns } = computeTimingFeatures(barsOf(panel, symbol, rows));
    const start = (symbol - range.from) * dates;
    for (const { name, column } of block) {
      const values = columns[TIMING_FEATURES.indexOf(name)];
      assert(values, `${name} is a column of the timing block`);
      column.set(emptyColumn(dates), start);
      rows.forEach((row, i) => (column[start + row] = values[i]));
    }
  }
}

function rowsWithBars({ columns, dates }: Panel, symbol: number): Int32Array {
  const start = symbol * dates.length;
  return Int32Array.from(dates.keys()).filter((row) => !Number.isNaN(columns.close[start + row]));
}

/** The bars of one symbol, without the dates on which it has none. */
function barsOf({ columns, dates }: Panel, symbol: number, rows: Int32Array): BarColumns {
  const bars = emptyColumns(rows.map((row) => dates[row]));
  const start = symbol * dates.length;
  for (const name of ['open', 'high', 'low', 'close', 'volume', 'amount'] as const) {
    rows.forEach((row, i) => (bars[name][i] = columns[name][start + row]));
  }
  return bars;
}
