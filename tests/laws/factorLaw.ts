import { ExpressionEvaluator } from '#main/features/expression/evaluate.ts';
import { parseExpression } from '#main/features/expression/program.ts';
import { FactorEvaluator } from '#main/features/factors/factorEvaluator.ts';
import type { Factor } from '#main/features/factors/factor.ts';
import type { Panel, PanelColumns } from '#main/features/panel.ts';
import { sameBits } from './indicatorLaw.ts';

/** Columns over the panel, one an expression. */
export type Compute = (panel: Panel) => Float64Array[];

export const computeFactors = (factors: readonly Factor[]): Compute => {
  const evaluator = new FactorEvaluator(factors);
  return (panel) => evaluator.evaluate(panel);
};

export const computeExpressions = (texts: readonly string[]): Compute => {
  const evaluator = new ExpressionEvaluator(texts.map((text) => parseExpression(text)));
  return (panel) => evaluator.evaluate(panel);
};

/** The first `count` dates of a panel. */
export function firstDates(panel: Panel, count: number): Panel {
  return {
    dates: panel.dates.slice(0, count),
    symbols: panel.symbols,
    columns: mapColumns(panel, (column) =>
      Float64Array.from(
        panel.symbols.flatMap((_, s) => [
          ...column.subarray(s * panel.dates.length, s * panel.dates.length + count),
        ]),
      ),
    ),
  };
}

/** The panel with every value from date `row` on made another. */
export function alteredFrom(panel: Panel, row: number): Panel {
  const change = (column: Float64Array): Float64Array =>
    column.map((value, i) => (i % panel.dates.length >= row ? value * (1.5 + (i % 7)) : value));
  return { ...panel, columns: mapColumns(panel, change) };
}

function mapColumns(panel: Panel, map: (column: Float64Array) => Float64Array): PanelColumns {
  const { open, high, low, close, volume, amount } = panel.columns;
  return {
    open: map(open),
    high: map(high),
    low: map(low),
    close: map(close),
    volume: map(volume),
    amount: map(amount),
  };
}

/** What the columns do wrong when the panel ends, or changes, at each of `rows`; empty when nothing. */
export function findFactorViolations(
  names: readonly string[],
  compute: Compute,
  panel: Panel,
  rows: readonly number[],
): string[] {
  const found = new Set<string>();
  const untouched = mapColumns(panel, (column) => column.slice());
  const columns = compute(panel);
  for (const [name, column] of Object.entries(untouched)) {
    const isSame = sameBits(panel.columns[name]!, column!, column!.length);
    if (!isSame) found.add('writes to its input');
  }
  const missing = panel.columns.close;
  columns.forEach((column, k) => {
    const isFilled = column.some((value, i) => Number.isNaN(missing[i]) && !Number.isNaN(value));
    if (isFilled) found.add(`${names[k]} has a value where there is no bar`);
  });
  for (const row of rows) {
    const others = [compute(firstDates(panel, row)), compute(alteredFrom(panel, row))];
    columns.forEach((column, k) => {
      if (!others.every((other) => isSameBefore(column, other[k], panel, row))) {
        found.add(`${names[k]} sees later bars`);
      }
    });
  }
  return [...found];
}

function isSameBefore(a: Float64Array, b: Float64Array, panel: Panel, row: number): boolean {
  const symbols = panel.symbols.length;
  return panel.symbols.every((_, s) => {
    const from = s * panel.dates.length;
    const other = s * (b.length / symbols);
    return sameBits(a.subarray(from, from + row), b.subarray(other, other + row), row);
  });
}
