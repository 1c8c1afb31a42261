import { beforeAll, describe, expect, it } from 'vitest';
import { evaluateExpressions } from '#main/features/expression/evaluate.ts';
import { parseExpression } from '#main/features/expression/program.ts';
import { FactorEvaluator } from '#main/features/factors/factorEvaluator.ts';
import { FACTOR_SETS } from '#main/features/factors/factorSets.ts';
import type { Panel } from '#main/features/panel.ts';
import golden from '#tests/fixtures/expressions/pandas.json' with { type: 'json' };
import { describeWithShared } from '#tests/fixtures/shared.ts';
import { readSharedPanel } from '#tests/fixtures/sharedPanel.ts';

/** Values per bar; where the sizes of the values are larger, relative to them. */
const TOLERANCE = 1e-9;

interface Tally {
  count: number;
  sum: number;
  /** Sum of the absolute values. */
  size: number;
}

function tally(values: Float64Array): Tally {
  let [count, sum, size] = [0, 0, 0];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    count++;
    sum += value;
    size += Math.abs(value);
  }
  return { count, sum, size };
}

describeWithShared('expressions against pandas', () => {
  let panel: Panel;
  beforeAll(() => {
    panel = readSharedPanel();
  });

  const row = (symbol: number, date: number): number =>
    symbol * panel.dates.length + panel.dates.indexOf(date);

  it('has the documents’ expressions and more than 30 others', () => {
    expect(panel.symbols.length).toBe(60);
    expect(golden.expressions.length).toBeGreaterThanOrEqual(40);
  });

  it.each(golden.expressions)('equals $expression', ({ expression, counts, sums, ...rest }) => {
    const [values] = evaluateExpressions([parseExpression(expression)], panel);
    const dates = panel.dates.length;
    const ours = panel.symbols.map((_, s) => tally(values.subarray(s * dates, (s + 1) * dates)));
    expect(ours.map(({ count }) => count)).toEqual(counts);
    const worstSum = Math.max(
      ...ours.map(({ sum, size, count }, s) => Math.abs(sum - sums[s]) / Math.max(1, count, size)),
    );
    expect(worstSum).toBeLessThanOrEqual(TOLERANCE);
    const { symbols, dates: at, values: theirs } = rest.samples;
    const worst = theirs.reduce((most, value, k) => {
      const error = Math.abs(values[row(symbols[k], at[k])] - value);
      return Math.max(most, error / Math.max(1, Math.abs(value)));
    }, 0);
    expect(worst).toBeLessThanOrEqual(TOLERANCE);
  });

  it('equals every factor of Alpha158', () => {
    const { factors } = FACTOR_SETS.alpha158;
    const columns = new FactorEvaluator(factors).evaluate(panel);
    const wrong = factors.filter(({ name }, k) => {
      const theirs: number[] = golden.alpha158[name as keyof typeof golden.alpha158];
      const { count, sum, size } = tally(columns[k]);
      return count !== theirs[0] || Math.abs(sum - theirs[1]) > TOLERANCE * Math.max(count, size);
    });
    expect(wrong).toEqual([]);
  });
});

describe('the reference values', () => {
  it('say where they come from', () => {
    expect(golden.origin.script).toBe('make_pandas.py');
    expect(golden.origin.pandas).toMatch(/^\d+\.\d+/);
    expect(golden.origin.data).toContain('60 stocks');
  });
});
