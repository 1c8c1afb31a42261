import { describe, expect, test } from 'vitest';
import { checkExpression, evaluateFactor, listFactors } from '#main/jobs/selection/factorJobs.ts';
import { columnsOf, eachFeature, expandFeatures } from '#main/jobs/selection/selectionFeatures.ts';
import { makeContext } from '#tests/fixtures/context.ts';
import { failureOf, rejectionOf } from '#tests/fixtures/failureOf.ts';
import { makeSelectionDependencies } from '#tests/fixtures/selectionRun.ts';
import { simulatePanel } from '#tests/fixtures/simulatedPanel.ts';

describe('checking an expression', () => {
  test('tells how far it reads', () => {
    expect(checkExpression({ text: 'close/mean(close,5)', isLabel: false })).toEqual({
      ...{ isValid: true, lookback: 4, lookahead: 0, isCrossSectional: false },
    });
    expect(checkExpression({ text: 'rank(ema(close,5))', isLabel: false })).toMatchObject({
      ...{ lookback: null, isCrossSectional: true },
    });
  });

  test('points at a fault and says what to write instead', () => {
    expect(checkExpression({ text: '1 + clos', isLabel: false })).toMatchObject({
      ...{ isValid: false, position: 4, length: 4, suggestion: 'close' },
    });
  });

  test('lets labels look ahead, and nothing else', () => {
    const text = 'shift(close,-2)/close-1';
    expect(checkExpression({ text, isLabel: true })).toMatchObject({ isValid: true, lookahead: 2 });
    expect(checkExpression({ text, isLabel: false }).isValid).toBe(false);
  });
});

test('the catalogue names functions with signatures, columns and sets with their factors', () => {
  const { functions, columns, sets } = listFactors();
  expect(functions.find(({ name }) => name === 'mean')?.signature).toBe('mean(x, n)');
  expect(columns).toContain('vwap');
  const alpha = sets.find(({ name }) => name === 'alpha158');
  expect(alpha?.factors).toHaveLength(158);
  expect(new Set(sets.map(({ name }) => name)).size).toBe(sets.length);
});

describe('values of an expression', () => {
  const evaluate = (text: string, more = {}) =>
    evaluateFactor(
      makeSelectionDependencies().store,
      { text, symbols: ['600000.SH', '600009.SH'], ...more },
      makeContext(),
    );

  test('stand on the dates of all symbols, null where a symbol has none', async () => {
    const { dates, columns } = await evaluate('close/close');
    expect(dates).toHaveLength(400);
    expect(columns.map(({ symbol }) => symbol)).toEqual(['600000.SH', '600009.SH']);
    expect(columns[0].values.every((value) => value === 1)).toBe(true);
    // The tenth symbol lists after a third of the dates.
    expect(columns[1].values.slice(0, 133).every((value) => value === null)).toBe(true);
    expect(columns[1].values.slice(134).every((value) => value === 1)).toBe(true);
  });

  test('keep to the dates asked for', async () => {
    const span = { from: '2019-03-01', to: '2019-03-10' };
    expect((await evaluate('close', span)).dates).toHaveLength(10);
    expect(
      (await rejectionOf(evaluate('close', { from: '2019-03-10', to: '2019-03-01' }))).code,
    ).toBe('INVALID_INPUT');
    expect((await rejectionOf(evaluate('close', { to: '2018-03-01' }))).code).toBe(
      'NOT_ENOUGH_HISTORY',
    );
  });

  test('are null where a ratio is not stored', async () => {
    expect((await evaluate('pe')).columns[0].values.every((value) => value === null)).toBe(true);
  });
});

describe('features of a run', () => {
  test('are expressions and sets, whatever the case of their names', () => {
    const factors = expandFeatures(['close/open', '@seven', '@Alpha158']);
    expect(factors).toHaveLength(1 + 7 + 158);
    expect(columnsOf(factors)).toContain('volume');
    expect(failureOf(() => expandFeatures(['@nine'])).message).toContain('@seven');
  });

  test('are evaluated column by column in their order', async () => {
    const panel = simulatePanel({ symbols: 3, dates: 30, seed: 1 });
    const seen: [number, number][] = [];
    await eachFeature(expandFeatures(['close', 'open', 'high']), panel, (place, column) =>
      seen.push([place, column[5]]),
    );
    const { close, open, high } = panel.columns;
    expect(seen).toEqual([
      [0, close[5]],
      [1, open[5]],
      [2, high[5]],
    ]);
  });
});
