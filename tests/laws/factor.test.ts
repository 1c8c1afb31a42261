import { describe, expect, it } from 'vitest';
import { analyseExpression, checkFactor } from '#main/features/expression/analyse.ts';
import { EXPRESSION_FUNCTIONS } from '#main/features/expression/functions.ts';
import { OPERATORS } from '#main/features/expression/operators.ts';
import type { Operator } from '#main/features/expression/operators.ts';
import { parseExpression } from '#main/features/expression/program.ts';
import type { ExpressionFunction } from '#main/features/expression/signature.ts';
import { FACTOR_SETS } from '#main/features/factors/factorSets.ts';
import { lawPanel } from '#tests/fixtures/lawPanel.ts';
import {
  computeExpressions,
  computeFactors,
  findFactorViolations,
  firstDates,
} from './factorLaw.ts';

const WINDOW = 7;
const ROWS = [1, 2, 50, 131, 219];

/** An expression that calls the function on something that changes by bar. */
function callOf({ name, parameters }: ExpressionFunction): string {
  const series = ['close', 'log(volume)', 'open'];
  const given = parameters.map(({ kind }, i) => {
    if (kind === 'series') return series[i];
    if (kind === 'condition') return '(close > open)';
    return kind === 'fraction' ? '0.3' : String(WINDOW);
  });
  return `${name}(${given.join(', ')})`;
}

function useOf({ symbols, fixity, parameters }: Operator): string {
  const [a, b] =
    parameters[0].kind === 'condition' ? ['(close > open)', '(volume > 10000)'] : ['close', 'open'];
  return fixity === 'prefix' ? `${symbols[0]} ${a}` : `${a} ${symbols[0]} ${b}`;
}

const panel = lawPanel(220);
const functions = EXPRESSION_FUNCTIONS.filter(({ reach }) => reach !== 'panel');

describe.each([...functions.map(callOf), ...OPERATORS.map(useOf)])('%s', (text) => {
  it('never looks ahead, has no value without a bar and leaves its inputs as they are', () => {
    expect(findFactorViolations([text], computeExpressions([text]), panel, ROWS)).toEqual([]);
  });

  it('is missing until it has read as many bars as its analysis says, and no longer', () => {
    const { lookback, lookahead } = analyseExpression(checkFactor(text));
    const [values] = computeExpressions([text])(panel);
    const warmup = lookback === Infinity ? WINDOW - 1 : lookback;
    expect(lookahead).toBe(0);
    expect(values.subarray(0, warmup).every(Number.isNaN)).toBe(true);
    expect(values[warmup]).not.toBeNaN();
  });
});

describe.each(Object.values(FACTOR_SETS))('factor set $name', ({ name, factors }) => {
  const long = name === 'timing' ? lawPanel(420) : lawPanel(260);
  const names = factors.map((factor) => factor.name);
  const compute = computeFactors(factors);

  it('never looks ahead, has no value without a bar and leaves its inputs as they are', () => {
    const rows = name === 'timing' ? [330] : [64, 201];
    expect(findFactorViolations(names, compute, long, rows)).toEqual([]);
  });

  it('is missing while it warms up and has a value on every later bar of a market that moves', () => {
    const [first] = [firstSymbol(compute(long), long.dates.length)];
    const wrong = factors.filter(({ expression }, k) => {
      const warmup =
        expression === null ? null : analyseExpression(checkFactor(expression)).lookback;
      const from = first[k].findIndex((value) => !Number.isNaN(value));
      const isWhole = first[k].subarray(from).every(Number.isFinite);
      return from < 0 || !isWhole || (warmup !== null && from !== warmup);
    });
    expect(wrong).toEqual([]);
  });

  it('names every factor once, with its source', () => {
    expect(new Set(names).size).toBe(names.length);
    expect(factors.every(({ source }) => source !== '')).toBe(true);
  });
});

const firstSymbol = (columns: Float64Array[], dates: number): Float64Array[] =>
  columns.map((column) => column.subarray(0, dates));

describe('factor sets', () => {
  it('have as many factors as their documents name', () => {
    const sizes = Object.values(FACTOR_SETS).map(({ name, factors }) => [name, factors.length]);
    expect(Object.fromEntries(sizes)).toEqual({
      seven: 7,
      timing: 46,
      multiPeriod: 21,
      alpha158: 158,
    });
  });
});

describe('factor law', () => {
  it.each([
    ['shift(close, -1)', 'sees later bars'],
    ['close - all_quantile(close, 0.5)', 'sees later bars'],
    ['ema(shift(close, -3), 5)', 'sees later bars'],
  ])('catches %s', (text, problem) => {
    const found = findFactorViolations([text], computeExpressions([text]), panel, ROWS);
    expect(found).toEqual([`${text} ${problem}`]);
  });

  it('catches a value scaled with figures of the whole panel, and one that writes to its input', () => {
    const scaled = findFactorViolations(
      ['scaled'],
      ({ columns }) => {
        const highest = columns.close.reduce((a, b) => (b > a ? b : a), 0);
        return [columns.close.map((value) => value / highest)];
      },
      panel,
      ROWS,
    );
    expect(scaled).toEqual(['scaled sees later bars']);
    const writing = findFactorViolations(
      ['writing'],
      ({ columns }) => [columns.close.fill(1)],
      firstDates(panel, 60),
      [],
    );
    expect(writing).toContain('writes to its input');
  });

  it('knows how far a label looks ahead', () => {
    const label = 'shift(close, -5)/shift(open, -1) - 1\nclip(label, all_quantile(label, 0.01), 9)';
    expect(analyseExpression(parseExpression(label))).toMatchObject({
      lookahead: Infinity,
      horizon: 5,
    });
  });
});
