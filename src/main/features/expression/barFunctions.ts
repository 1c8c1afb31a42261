import type { ValueKind } from './node.ts';
import type { ExpressionFunction, Parameter } from './signature.ts';

const x: Parameter = { name: 'x', kind: 'series' };
const pair: readonly Parameter[] = [
  { name: 'a', kind: 'series' },
  { name: 'b', kind: 'series' },
];

const entry = (
  name: string,
  aliases: string[],
  parameters: readonly Parameter[],
  zh: string,
  en: string,
  returns: ValueKind = 'number',
): ExpressionFunction => ({
  name,
  aliases,
  parameters,
  returns,
  reach: 'bar',
  doc: { zh, en },
});

/** Functions of one bar's values. A missing value makes the result missing unless said otherwise. */
export const BAR_FUNCTIONS: readonly ExpressionFunction[] = [
  entry('abs', [], [x], '绝对值', 'Absolute value.'),
  entry('sign', [], [x], '符号:−1、0、1', 'Sign: −1, 0 or 1 (`numpy.sign`).'),
  entry(
    'log',
    ['ln'],
    [x],
    '自然对数;0 得 −inf,负数得 NaN',
    'Natural logarithm; −inf for 0, NaN below.',
  ),
  entry('exp', [], [x], 'e 的幂', 'e to the power of x.'),
  entry('sqrt', [], [x], '平方根;负数得 NaN', 'Square root; NaN below 0.'),
  entry('power', ['pow'], pair, 'a 的 b 次幂,同 a ** b', 'a to the power of b, as `a ** b`.'),
  entry(
    'greater',
    ['maximum'],
    pair,
    '逐元素取大者(任一缺失则缺失)',
    'The larger of the two, element by element (`numpy.maximum`).',
  ),
  entry(
    'less',
    ['minimum'],
    pair,
    '逐元素取小者(任一缺失则缺失)',
    'The smaller of the two, element by element (`numpy.minimum`).',
  ),
  entry(
    'clip',
    [],
    [x, { name: 'low', kind: 'series' }, { name: 'high', kind: 'series' }],
    '截断到 [low, high];缺失的界不起作用',
    'Kept within low and high (`Series.clip`); a missing bound does not bind.',
  ),
  entry(
    'where',
    ['if', 'iff', 'cond'],
    [
      { name: 'condition', kind: 'condition' },
      { name: 'a', kind: 'series' },
      { name: 'b', kind: 'series' },
    ],
    '条件成立取 a,否则取 b',
    'a where the condition holds, b elsewhere (`numpy.where`).',
  ),
  entry(
    'is_missing',
    ['isnull', 'isnan', 'isna'],
    [x],
    '缺失为真',
    'Holds where x is missing (`Series.isna`).',
    'condition',
  ),
];
