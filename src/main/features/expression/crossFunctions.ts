import type { ExpressionFunction, Parameter, Reach } from './signature.ts';

const x: Parameter = { name: 'x', kind: 'series' };
const q: Parameter = { name: 'q', kind: 'fraction' };

const entry = (
  name: string,
  aliases: string[],
  parameters: readonly Parameter[],
  doc: { zh: string; en: string },
  reach: Reach = 'date',
): ExpressionFunction => ({ name, aliases, parameters, returns: 'number', reach, doc });

/** Functions over the cross-section; symbols without a value on the date are left out. */
export const CROSS_FUNCTIONS: readonly ExpressionFunction[] = [
  entry('rank', ['cs_rank'], [x], {
    zh: '当日全市场排名 / 个数,并列取平均',
    en: 'Rank on the date / symbols with a value, ties averaged (`groupby(date).rank(pct=True)`).',
  }),
  entry('zscore', ['cs_zscore'], [x], {
    zh: '当日标准化:(x − 均值)/样本标准差',
    en: '(x − mean) / sample standard deviation of the date, ddof = 1.',
  }),
  entry('scale', ['cs_scale'], [x, { name: 'total', kind: 'number', fallback: 1 }], {
    zh: '当日缩放,使绝对值之和为 total',
    en: 'x × total / Σ|x| of the date.',
  }),
  entry('cross_quantile', ['cs_quantile'], [x, q], {
    zh: '当日全市场的 q 分位,线性插值',
    en: 'Quantile q of the date, interpolated (`groupby(date).quantile(q)`).',
  }),
  entry(
    'all_quantile',
    [],
    [x, q],
    {
      zh: '全部日期与股票的 q 分位,线性插值;含未来,仅标签可用',
      en: 'Quantile q over every date and symbol, interpolated (`quantile(q)`); it knows the future, in labels only.',
    },
    'panel',
  ),
];
