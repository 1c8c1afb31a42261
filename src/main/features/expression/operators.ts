import type { ExpressionFunction, ParameterKind } from './signature.ts';
import type { ValueKind } from './node.ts';

/** An infix or prefix symbol: a function over its operands, without a name of its own in the language. */
export interface Operator extends ExpressionFunction {
  /** As written, the word forms too. */
  symbols: readonly string[];
  /** How tightly it binds; the higher first. */
  power: number;
  fixity: 'infix' | 'prefix';
}

const operator = (
  name: string,
  symbols: string[],
  power: number,
  operands: ParameterKind,
  returns: ValueKind,
  doc: { zh: string; en: string },
): Operator => ({
  name,
  symbols,
  power,
  fixity: 'infix',
  aliases: [],
  parameters: [
    { name: 'a', kind: operands },
    { name: 'b', kind: operands },
  ],
  returns,
  reach: 'bar',
  doc,
});

const prefix = (entry: Operator): Operator => ({
  ...entry,
  fixity: 'prefix',
  parameters: entry.parameters.slice(0, 1),
});

export const POWER_OF_COMPARISON = 40;

const comparison = (name: string, symbol: string, zh: string, en: string): Operator =>
  operator(name, [symbol], POWER_OF_COMPARISON, 'series', 'condition', { zh, en });

/** Every operator, loosest first. A comparison with a missing value does not hold, `!=` does (pandas). */
export const OPERATORS: readonly Operator[] = [
  operator('or', ['|', 'or'], 10, 'condition', 'condition', { zh: '或', en: 'either holds' }),
  operator('and', ['&', 'and'], 20, 'condition', 'condition', { zh: '且', en: 'both hold' }),
  prefix(operator('not', ['not'], 30, 'condition', 'condition', { zh: '非', en: 'does not hold' })),
  comparison('less_than', '<', '小于', 'less than'),
  comparison('less_equal', '<=', '小于等于', 'at most'),
  comparison('greater_than', '>', '大于', 'greater than'),
  comparison('greater_equal', '>=', '大于等于', 'at least'),
  comparison('equal', '==', '等于', 'equal'),
  comparison('not_equal', '!=', '不等于', 'not equal'),
  operator('add', ['+'], 50, 'series', 'number', { zh: '加', en: 'sum' }),
  operator('subtract', ['-'], 50, 'series', 'number', { zh: '减', en: 'difference' }),
  operator('multiply', ['*'], 60, 'series', 'number', { zh: '乘', en: 'product' }),
  operator('divide', ['/'], 60, 'series', 'number', {
    zh: '除;除以 0 得 ±inf,0/0 得 NaN',
    en: 'quotient; ±inf by 0, NaN for 0/0',
  }),
  prefix(operator('negate', ['-'], 70, 'series', 'number', { zh: '取负', en: 'negative' })),
  prefix(operator('plus', ['+'], 70, 'series', 'number', { zh: '原值', en: 'the value itself' })),
  prefix(operator('not', ['~'], 70, 'condition', 'condition', { zh: '非', en: 'does not hold' })),
  operator('power', ['**'], 80, 'series', 'number', {
    zh: '幂,右结合',
    en: 'power, the right one first',
  }),
];
