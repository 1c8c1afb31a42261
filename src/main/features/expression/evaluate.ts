import { AppError } from '#shared/errors.ts';
import { assert } from '#main/lib/assert.ts';
import type { Panel, SymbolRange } from '../panel.ts';
import { CROSS_KERNELS } from './crossKernels.ts';
import type { DateSpan } from './crossKernels.ts';
import type { Expression, ExpressionNode } from './node.ts';
import { planExpressions } from './plan.ts';
import type { Plan } from './plan.ts';
import { SymbolRunner } from './symbolRunner.ts';

export interface EvaluateOptions {
  /** Only these symbols; not for expressions that compare symbols. */
  range?: SymbolRange;
  /** Rows of dates that `all_quantile` may see, such as the training part; all by default. */
  fit?: DateSpan;
  /** Where the results go, one array an expression, each (to − from) × dates long; new ones by default. */
  into?: readonly Float64Array[];
}

/** Expressions made ready for many evaluations: it keeps its plan and its buffers. */
export class ExpressionEvaluator {
  /** Whether an expression compares symbols, so that all of them must be given at once. */
  readonly isCrossSectional: boolean;
  /** Columns that the panel must have. */
  readonly columns: readonly string[];
  private readonly plan: Plan;
  private readonly runner = new SymbolRunner();

  constructor(expressions: readonly Expression[]) {
    this.plan = planExpressions(expressions);
    this.isCrossSectional = this.plan.passes.length > 1;
    this.columns = this.plan.columns.filter((name) => name !== 'factor');
  }

  /**
   * One array an expression, symbol after symbol of the range, each `panel.dates.length` long: NaN where the
   * symbol has no bar, where a value is missing, and while a window fills. A value is known at the close of
   * its bar, except for expressions that look ahead. The panel is only read.
   *
   * @throws INVALID_INPUT when the panel lacks a column
   */
  evaluate(panel: Panel, options: EvaluateOptions = {}): Float64Array[] {
    const dates = panel.dates.length;
    const { range = { from: 0, to: panel.symbols.length }, fit = { from: 0, to: dates } } = options;
    const symbols = range.to - range.from;
    const isWhole = symbols === panel.symbols.length;
    assert(isWhole || !this.isCrossSectional, 'symbols are compared with all others');
    requireColumns(panel, this.columns);
    const size = symbols * dates;
    const { roots, passes, barriers } = this.plan;
    const results = roots.map((_, k) => options.into?.[k] ?? new Float64Array(size));
    assert(
      results.every(({ length }) => length === size),
      'results fit where they go',
    );
    const crossed = new Map<ExpressionNode, Float64Array>();
    passes.forEach((pass, level) => {
      const kept = new Map<ExpressionNode, Float64Array>();
      roots.forEach((root, k) => kept.set(root, results[k]));
      for (const { inputs } of barriers[level]) {
        if (!kept.has(inputs[0])) kept.set(inputs[0], new Float64Array(size));
      }
      this.runner.run(pass, panel, range, kept, crossed);
      for (const node of barriers[level]) {
        const out = new Float64Array(node.name === 'all_quantile' ? 1 : size);
        const x = kept.get(node.inputs[0])!;
        CROSS_KERNELS[node.name](out, x, node.parameters, { dates, symbols }, fit);
        crossed.set(node, out);
      }
    });
    // An expression that was given twice has been computed once.
    roots.forEach((root, k) => {
      const last = roots.lastIndexOf(root);
      if (last !== k) results[k].set(results[last]);
    });
    return results;
  }
}

/**
 * Values of the expressions over the panel; see `ExpressionEvaluator`, which is quicker for a panel that
 * comes in parts.
 */
export function evaluateExpressions(
  expressions: readonly Expression[],
  panel: Panel,
  options: EvaluateOptions = {},
): Float64Array[] {
  return new ExpressionEvaluator(expressions).evaluate(panel, options);
}

function requireColumns(panel: Panel, columns: readonly string[]): void {
  const lacking = columns.filter((name) => panel.columns[name] === undefined);
  if (lacking.length === 0) return;
  const [first] = lacking;
  const message = `the data has no ${lacking.join(', ')}; import it or use other columns`;
  throw new AppError('INVALID_INPUT', message, { field: 'expression', column: first });
}
