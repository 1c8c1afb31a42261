import { describe, expect, it } from 'vitest';
import { analyseExpression, checkFactor } from '#main/features/expression/analyse.ts';
import type { ExpressionNode } from '#main/features/expression/node.ts';
import { PANEL_COLUMNS, parseExpression } from '#main/features/expression/program.ts';
import { failureOf } from '#tests/fixtures/failureOf.ts';

/** A node with every parenthesis shown. */
function shown(node: ExpressionNode): string {
  if (node.type === 'constant') return String(node.value);
  if (node.type === 'column') return node.name;
  return `${node.name}(${[...node.inputs.map(shown), ...node.parameters].join(', ')})`;
}
const read = (text: string): string => shown(parseExpression(text).root);

describe('parseExpression', () => {
  it.each([
    ['close + open * high', 'add(close, multiply(open, high))'],
    ['close - open - high', 'subtract(subtract(close, open), high)'],
    ['close / open / high', 'divide(divide(close, open), high)'],
    ['-close ** 2', 'negate(power(close, 2))'],
    ['close ** 2 ** 3', 'power(close, 8)'],
    ['close ** open ** high', 'power(close, power(open, high))'],
    ['close ** -2', 'power(close, -2)'],
    ['close > open & high > low', 'and(greater_than(close, open), greater_than(high, low))'],
    ['not close > open or high == low', 'or(not(greater_than(close, open)), equal(high, low))'],
    ['close_0', 'close'],
    ['close_5', 'shift(close, 5)'],
    ['delay(close, 0)', 'close'],
    ['Ref($close, 5)/$close', 'divide(shift(close, 5), close)'],
    ['MEAN(Close, 5)', 'divide(sum(close, 5), 5)'],
    ['delta(close, 2 * 3 - 1)', 'subtract(close, shift(close, 5))'],
    ['std(close, 5)', 'sqrt(var(close, 5))'],
    ['median(close, 5)', 'quantile(close, 5, 0.5)'],
    ['vwap', 'multiply(divide(amount, volume), factor)'],
    ['IF(close > open, 1, NaN)', 'where(greater_than(close, open), 1, NaN)'],
    ['1.5e-3 + .5', '0.5015'],
    ['scale(close)', 'scale(close, 1)'],
  ])('reads %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ['ma(close, 5)', 'mean(close, 5)'],
    ['delay(close, 5)', 'shift(close, 5)'],
    ['corr(close, open, 5)', 'correlation(close, open, 5)'],
    ['idxmax(high, 5)', 'ts_argmax(high, 5)'],
    ['wma(close, 5)', 'decay_linear(close, 5)'],
    ['(close > open) and (high > low)', '(close > open) & (high > low)'],
    ['~(close > open)', 'not (close > open)'],
  ])('takes %s for %s', (alias, canonical) => {
    expect(read(alias)).toBe(read(canonical));
  });

  it('finds equal parts once', () => {
    const { nodes } = parseExpression('mean(close, 5)/(close + mean(close, 5)) - close');
    expect(nodes.filter(({ type }) => type === 'column')).toHaveLength(1);
    expect(nodes.filter((node) => node.type === 'call' && node.name === 'sum')).toHaveLength(1);
  });

  it('reads lines that call the line before label, names, comments and long lines', () => {
    const label = [
      '# the return',
      'shift(close, -5) / shift(open, -1)-1  # bought tomorrow',
      '',
      'clip(label, all_quantile(label, 0.01),',
      '  all_quantile(label, 0.99))',
      'where(shift(high, -1) == shift(low, -1), NaN, label)',
    ].join('\r\n');
    expect(analyseExpression(parseExpression(label))).toEqual({
      lookback: Infinity,
      lookahead: Infinity,
      horizon: 5,
      columns: ['close', 'high', 'low', 'open'],
      isCrossSectional: true,
    });
    expect(read('up = close > open; n = 4\ncount(up, n + 1)')).toBe(
      'sum(greater_than(close, open), 5)',
    );
    expect(read('close\nlabel/open\nlabel + 1')).toBe('add(divide(close, open), 1)');
  });

  it('reads columns that only some panels have', () => {
    expect(read('pb')).toBe('pb');
    const columns = [...PANEL_COLUMNS, 'north'];
    expect(shown(parseExpression('mean(north_1, 5)', columns).root)).toContain('shift(north, 1)');
  });

  it.each([
    ['close +', 'incomplete', 7, 0, null],
    ['', 'incomplete', 0, 0, null],
    ['(close', 'incomplete', 6, 0, ')'],
    ['close)', 'unreadable', 5, 1, null],
    ['close open', 'unreadable', 6, 4, null],
    ['maen(close, 5)', 'unknownName', 0, 4, 'mean'],
    ['mean(clsoe, 5)', 'unknownName', 5, 5, 'close'],
    ['correlatoin(close, open, 5)', 'unknownName', 0, 11, 'correlation'],
    ['zzzzzz', 'unknownName', 0, 6, null],
    ['label', 'unknownName', 0, 5, null],
    ['mean', 'incomplete', 0, 4, 'mean(x, n)'],
    ['mean(close)', 'wrongArguments', 0, 11, 'mean(x, n)'],
    ['rank(close, 5)', 'wrongArguments', 0, 14, 'ts_rank(x, n)'],
    ['max(close, open)', 'wrongArguments', 11, 4, 'greater(a, b)'],
    ['mean(close, 0)', 'wrongArguments', 12, 1, null],
    ['mean(close, 2.5)', 'wrongArguments', 12, 3, null],
    ['mean(close, 1e9)', 'wrongArguments', 12, 3, null],
    ['std(close, 1)', 'wrongArguments', 11, 1, null],
    ['quantile(close, 5, 1.1)', 'wrongArguments', 19, 3, null],
    ['shift(close, open)', 'wrongArguments', 13, 4, null],
    ['where(close, 1, 2)', 'wrongKind', 6, 5, null],
    ['close & open > 1', 'wrongKind', 0, 5, null],
    ['close < open < high', 'unreadable', 13, 1, '(a < b) & (b < c)'],
    ['close = open', 'wrongArguments', 0, 5, 'my_close'],
    ['(close = open)', 'unreadable', 7, 1, '=='],
    ['close ^ 2', 'unreadable', 6, 1, '**'],
    ['mean(close\uff0c5)', 'unreadable', 10, 1, ','],
    ['close && open', 'unreadable', 7, 1, null],
    ['open\nclose', 'notUsed', 0, 4, null],
  ])('refuses %s', (text, fault, position, length, suggestion) => {
    const { code, details, message } = failureOf(() => parseExpression(text));
    expect(code).toBe('INVALID_INPUT');
    expect(details).toMatchObject({ fault, position, length, suggestion });
    expect(message).toContain(`line 1, column ${position + 1}: `);
    expect(message.endsWith(suggestion === null ? '' : `; write ${suggestion}`)).toBe(true);
  });

  it('says the line of a mistake in a program', () => {
    const { details, message } = failureOf(() => parseExpression('a = close\na + opne'));
    expect(details).toMatchObject({ line: 2, column: 5, position: 14, suggestion: 'open' });
    expect(message).toBe('line 2, column 5: unknown name “opne”; write open');
  });

  it('refuses what is nested, long or many-parted beyond what anyone writes', () => {
    const many = Array.from({ length: 1100 }, (_, i) => `v${i}=${i}.5+open/${i}`);
    const texts = [
      `${'('.repeat(200)}close${')'.repeat(200)}`,
      `${'-'.repeat(200)}close`,
      `close${' + close_1'.repeat(2500)}`,
      many.join(';'),
    ];
    for (const text of texts) {
      const { code, details } = failureOf(() => parseExpression(text));
      expect([code, details?.fault]).toEqual(['INVALID_INPUT', 'tooLarge']);
    }
  });

  it('reads a program whose value names itself exponentially often', () => {
    const lines = Array.from({ length: 200 }, (_, i) => `v${i + 1} = v${i} + v${i}`);
    const { nodes } = parseExpression(['v0 = close', ...lines].join('\n'));
    expect(nodes).toHaveLength(201);
  });
});

describe('analyseExpression', () => {
  it.each([
    ['close', 0, 0],
    ['mean(close, 5)', 4, 0],
    ['shift(mean(close, 5), 3)', 7, 0],
    ['delta(close, 5)', 5, 0],
    ['correlation(close/shift(close, 1), volume, 10)', 10, 0],
    ['ema(close, 5)', Infinity, 0],
    ['shift(close, -5)/shift(open, -1)', 0, 5],
    ['mean(shift(close, -5), 3)', 0, 5],
    ['shift(shift(close, -5), 5)', 0, 0],
    ['close + shift(close, -2) + shift(close, 3)', 3, 2],
    ['rank(delta(close, 5))', 5, 0],
    ['all_quantile(close, 0.5)', Infinity, Infinity],
    ['1 + 2', 0, 0],
  ])('finds what %s reads', (text, lookback, lookahead) => {
    expect(analyseExpression(parseExpression(text))).toMatchObject({ lookback, lookahead });
  });

  it('names the columns and whether symbols are compared', () => {
    const { columns, isCrossSectional } = analyseExpression(parseExpression('rank(pb) * vwap'));
    expect(columns).toEqual(['amount', 'factor', 'pb', 'volume']);
    expect(isCrossSectional).toBe(true);
  });
});

describe('checkFactor', () => {
  it('lets pass what is known at the close', () => {
    expect(checkFactor('rank(close/close_5)').text).toBe('rank(close/close_5)');
    expect(checkFactor('shift(shift(close, -5), 5)').root.type).toBe('call');
  });

  it.each([
    ['1 + shift(close, -5)', 4, 16],
    ['clip(close, all_quantile(close, 0.1), 5)', 12, 24],
    ['mean(shift(open, -1), 20)', 5, 15],
  ])('refuses %s, which looks ahead, and points at it', (text, position, length) => {
    const { code, details, message } = failureOf(() => checkFactor(text));
    expect(code).toBe('INVALID_INPUT');
    expect(details).toMatchObject({ fault: 'looksAhead', position, length });
    expect(message).toContain('a factor may not know the future');
  });
});
