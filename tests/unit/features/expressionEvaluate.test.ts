import { describe, expect, it } from 'vitest';
import { evaluateExpressions, ExpressionEvaluator } from '#main/features/expression/evaluate.ts';
import { planExpressions } from '#main/features/expression/plan.ts';
import { parseExpression } from '#main/features/expression/program.ts';
import { FactorEvaluator } from '#main/features/factors/factorEvaluator.ts';
import { FACTOR_SETS } from '#main/features/factors/factorSets.ts';
import { buildPanel } from '#main/features/panel.ts';
import type { PanelMember } from '#main/features/panel.ts';
import { failureOf } from '#tests/fixtures/failureOf.ts';
import { lawPanel } from '#tests/fixtures/lawPanel.ts';

/** Bars on these days (of January 2018), the close as given, everything else 1. */
function member(symbol: string, bars: Record<number, number>): PanelMember {
  const days = Object.keys(bars).map(Number);
  const ones = (): Float64Array => new Float64Array(days.length).fill(1);
  return {
    symbol,
    tradeDate: Int32Array.from(days, (day) => 20180100 + day),
    columns: {
      open: ones(),
      high: ones(),
      low: ones(),
      close: Float64Array.from(days, (day) => bars[day]),
      volume: ones(),
      amount: ones(),
    },
  };
}

const panel = buildPanel([
  member('A', { 2: 1, 3: 2, 4: 4, 5: 8 }),
  member('B', { 2: 3, 4: 6, 5: 5 }),
  member('C', { 4: 5, 5: 5 }),
]);
const valuesOf = (text: string): number[][] => {
  const [values] = evaluateExpressions([parseExpression(text)], panel);
  return panel.symbols.map((_, s) => [...values.subarray(s * 4, s * 4 + 4)]);
};

describe('buildPanel', () => {
  it('lays symbols out over the union of their dates, missing where one has no bar', () => {
    expect([...panel.dates]).toEqual([20180102, 20180103, 20180104, 20180105]);
    expect([...panel.columns.close]).toEqual([1, 2, 4, 8, 3, NaN, 6, 5, NaN, NaN, 5, 5]);
  });

  it('leaves out days without volume, whose price only repeats', () => {
    const suspended = member('D', { 2: 7, 3: 7, 4: 8 });
    suspended.columns.volume[1] = 0;
    expect([...buildPanel([suspended]).dates]).toEqual([20180102, 20180104]);
  });

  it('keeps columns that only some members have', () => {
    const [a, b] = [member('A', { 2: 1 }), member('B', { 2: 2 })];
    a.columns.pb = Float64Array.of(3);
    expect([...buildPanel([a, b]).columns.pb!]).toEqual([3, NaN]);
  });
});

describe('evaluateExpressions', () => {
  it('goes along each symbol’s own bars, over the days it has none', () => {
    expect(valuesOf('close - delay(close, 1)')).toEqual([
      [NaN, 1, 2, 4],
      [NaN, NaN, 3, -1],
      [NaN, NaN, NaN, 0],
    ]);
    expect(valuesOf('shift(close, -1)')[1]).toEqual([6, NaN, 5, NaN]);
    expect(valuesOf('sum(close, 2)')[1]).toEqual([NaN, NaN, 9, 11]);
  });

  it('compares the symbols that have a bar on the date', () => {
    expect(valuesOf('rank(close)')).toEqual([
      [0.5, 1, 1 / 3, 1],
      [1, NaN, 1, 0.5],
      [NaN, NaN, 2 / 3, 0.5],
    ]);
    expect(valuesOf('cross_quantile(close, 0.5)')[1]).toEqual([2, NaN, 5, 5]);
    expect(valuesOf('scale(close, 30)')[0][2]).toBe(8);
    expect(valuesOf('zscore(close)')[0][2]).toBeCloseTo(-1, 12);
  });

  it('goes on along the bars of what was compared, as often as it takes', () => {
    expect(valuesOf('sum(rank(close), 2)')[1]).toEqual([NaN, NaN, 2, 1.5]);
    expect(valuesOf('rank(delta(rank(close), 1))')).toEqual([
      [NaN, 1, 0.25 * 2, 1],
      [NaN, NaN, 1, 1 / 3],
      [NaN, NaN, NaN, 2 / 3],
    ]);
  });

  it('takes quantiles over everything from the rows they are fitted on', () => {
    const expression = parseExpression('all_quantile(close, 1)');
    const [whole] = evaluateExpressions([expression], panel);
    const [fitted] = evaluateExpressions([expression], panel, { fit: { from: 0, to: 2 } });
    expect([whole[0], fitted[0]]).toEqual([8, 3]);
    expect([...fitted.subarray(4, 8)]).toEqual([3, NaN, 3, 3]);
  });

  it('takes a comparison with a missing value for one that does not hold', () => {
    expect(valuesOf('where(close > delay(close, 1), 1, 0)')[0]).toEqual([0, 1, 1, 1]);
    expect(valuesOf('where(close != NaN, 1, 0)')[0]).toEqual([1, 1, 1, 1]);
    expect(valuesOf('is_missing(delay(close, 1)) + 0')[0]).toEqual([1, 0, 0, 0]);
  });

  it('gives numbers fixed in the text to every bar', () => {
    expect(valuesOf('2 ** 3 - 1')).toEqual([
      [7, 7, 7, 7],
      [7, NaN, 7, 7],
      [NaN, NaN, 7, 7],
    ]);
  });

  it('clips, missing bounds aside', () => {
    expect(valuesOf('clip(close, 2, 5)')[0]).toEqual([2, 2, 4, 5]);
    expect(valuesOf('clip(close, NaN, 5)')[0]).toEqual([1, 2, 4, 5]);
  });

  it('refuses a column that the panel lacks', () => {
    const { code, message } = failureOf(() => valuesOf('close/pb'));
    expect(code).toBe('INVALID_INPUT');
    expect(message).toContain('the data has no pb');
  });
});

describe('ExpressionEvaluator', () => {
  const long = lawPanel(160);
  const factors = FACTOR_SETS.alpha158.factors.map(({ expression }) =>
    parseExpression(expression!),
  );

  it('gives part of the symbols what all of them together get, into arrays it is given', () => {
    const evaluator = new ExpressionEvaluator(factors);
    const whole = evaluator.evaluate(long);
    const into = factors.map(() => new Float64Array(2 * 160).fill(9));
    const part = evaluator.evaluate(long, { range: { from: 1, to: 3 }, into });
    expect(part[0]).toBe(into[0]);
    part.forEach((values, k) => expect(values).toEqual(whole[k].subarray(160, 480)));
  });

  it('gives the same again after a panel of another length', () => {
    const evaluator = new ExpressionEvaluator(factors);
    const first = evaluator.evaluate(lawPanel(90));
    evaluator.evaluate(long);
    expect(evaluator.evaluate(lawPanel(90))).toEqual(first);
  });

  it('will not compare part of the symbols', () => {
    const evaluator = new ExpressionEvaluator([parseExpression('rank(close)')]);
    expect(evaluator.isCrossSectional).toBe(true);
    expect(() => evaluator.evaluate(panel, { range: { from: 0, to: 2 } })).toThrow('compared');
  });

  it('computes what expressions have in common once', () => {
    const texts = ['mean(close, 5)/close', 'close/mean(close, 5)', 'sum(close, 5)', 'close_0'];
    const { passes } = planExpressions(texts.map((text) => parseExpression(text)));
    expect(passes.map(({ steps }) => steps.length)).toEqual([5]);
    expect(passes[0].slots).toBeLessThanOrEqual(5);
  });

  it('gives an expression that comes twice two arrays of its own', () => {
    const twice = ['rank(close)', 'close', 'rank(close)', 'close'];
    const [a, b, c, d] = new ExpressionEvaluator(
      twice.map((text) => parseExpression(text)),
    ).evaluate(panel);
    expect(c).toEqual(a);
    expect(d).toEqual(b);
    expect(c).not.toBe(a);
  });
});

describe('FactorEvaluator', () => {
  it('mixes expressions with columns of the timing block, whole or symbol by symbol', () => {
    const long = lawPanel(60);
    const mixed = new FactorEvaluator([
      FACTOR_SETS.seven.factors[0],
      FACTOR_SETS.timing.factors.find(({ name }) => name === 'rtn_lag_5')!,
    ]);
    const [ratio, lagged] = mixed.evaluate(long);
    const [momentum] = evaluateExpressions([parseExpression('close/delay(close, 5) - 1')], long);
    expect(lagged).toEqual(momentum);
    const [partOfRatio, partOfLagged] = mixed.evaluate(long, { range: { from: 1, to: 2 } });
    expect(partOfRatio).toEqual(ratio.subarray(60, 120));
    expect(partOfLagged).toEqual(lagged.subarray(60, 120));
  });

  it('refuses a factor that looks ahead', () => {
    const ahead = { name: 'ahead', expression: 'shift(close, -1)', source: 'here' };
    expect(failureOf(() => new FactorEvaluator([ahead])).details?.fault).toBe('looksAhead');
  });
});

describe('alpha158', () => {
  const long = lawPanel(160);
  const comparable = FACTOR_SETS.alpha158.factors.filter(({ name }) => !/^(RANK|CNT)/.test(name));

  it.each(comparable)('$name is what its source says', ({ expression, source }) => {
    const theirs = source.replace('Qlib Alpha158: ', '');
    const [ours, same] = evaluateExpressions(
      [expression!, theirs].map((text) => parseExpression(text)),
      long,
    );
    const wrong = [...ours].filter((value, i) => {
      if (Number.isNaN(value) || Number.isNaN(same[i])) {
        return !Number.isNaN(value) || !Number.isNaN(same[i]);
      }
      return Math.abs(value - same[i]) > 1e-12 * Math.max(1, Math.abs(value));
    });
    expect(wrong).toEqual([]);
  });
});
