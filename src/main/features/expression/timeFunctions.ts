import type { ExpressionFunction, Parameter, Reach } from './signature.ts';

const x: Parameter = { name: 'x', kind: 'series' };
const y: Parameter = { name: 'y', kind: 'series' };
const n = (least: number): Parameter => ({ name: 'n', kind: 'window', least });

const entry = (
  name: string,
  aliases: string[],
  parameters: readonly Parameter[],
  doc: { zh: string; en: string },
  reach: Reach = 'window',
): ExpressionFunction => ({ name, aliases, parameters, returns: 'number', reach, doc });

const LEVELS: readonly ExpressionFunction[] = [
  entry('mean', ['ma', 'ts_mean'], [x, n(1)], {
    zh: 'n 根均值',
    en: 'Mean (`rolling(n).mean()`).',
  }),
  entry('sum', ['ts_sum'], [x, n(1)], { zh: 'n 根之和', en: 'Sum (`rolling(n).sum()`).' }),
  entry('std', ['ts_std', 'stddev'], [x, n(2)], {
    zh: 'n 根样本标准差(ddof = 1)',
    en: 'Sample standard deviation, ddof = 1 (`rolling(n).std()`).',
  }),
  entry('var', ['ts_var', 'variance'], [x, n(2)], {
    zh: 'n 根样本方差(ddof = 1)',
    en: 'Sample variance, ddof = 1 (`rolling(n).var()`).',
  }),
  entry('max', ['ts_max'], [x, n(1)], {
    zh: 'n 根最大值;两列比大小用 greater',
    en: 'Highest (`rolling(n).max()`); of two columns: `greater`.',
  }),
  entry('min', ['ts_min'], [x, n(1)], {
    zh: 'n 根最小值;两列比大小用 less',
    en: 'Lowest (`rolling(n).min()`); of two columns: `less`.',
  }),
  entry('median', ['med', 'ts_median'], [x, n(1)], {
    zh: 'n 根中位数',
    en: 'Median (`rolling(n).median()`).',
  }),
  entry('quantile', ['ts_quantile'], [x, n(1), { name: 'q', kind: 'fraction' }], {
    zh: 'n 根的 q 分位,线性插值',
    en: 'Quantile q, interpolated (`rolling(n).quantile(q)`).',
  }),
  entry('count', [], [{ name: 'condition', kind: 'condition' }, n(1)], {
    zh: 'n 根中条件成立的根数',
    en: 'Bars on which the condition holds (`condition.rolling(n).sum()`).',
  }),
];

const ORDER: readonly ExpressionFunction[] = [
  entry('ts_rank', ['tsrank'], [x, n(1)], {
    zh: '本根在 n 根中的排名 / n,并列取平均',
    en: 'Rank of the bar among the n, ties averaged, / n (`rolling(n).rank(pct=True)`).',
  }),
  entry('ts_argmax', ['idxmax', 'argmax', 'ts_imax'], [x, n(1)], {
    zh: '最大值在窗口中的位置,最旧为 1,并列取最旧(Qlib IdxMax)',
    en: 'Place of the highest in the window, the oldest is 1, the first of equals (Qlib `IdxMax`).',
  }),
  entry('ts_argmin', ['idxmin', 'argmin', 'ts_imin'], [x, n(1)], {
    zh: '最小值在窗口中的位置,最旧为 1,并列取最旧(Qlib IdxMin)',
    en: 'Place of the lowest in the window, the oldest is 1, the first of equals (Qlib `IdxMin`).',
  }),
];

const TOGETHER: readonly ExpressionFunction[] = [
  entry('correlation', ['corr', 'ts_corr'], [x, y, n(2)], {
    zh: 'n 根相关系数;有一列不动则缺失',
    en: 'Pearson correlation (`x.rolling(n).corr(y)`); missing where one of them stands still.',
  }),
  entry('covariance', ['cov', 'ts_cov'], [x, y, n(2)], {
    zh: 'n 根样本协方差(ddof = 1)',
    en: 'Sample covariance, ddof = 1 (`x.rolling(n).cov(y)`).',
  }),
  entry('slope', ['ts_slope'], [x, n(2)], {
    zh: '对 1…n 线性回归的斜率(Qlib Slope)',
    en: 'Slope of the regression on 1…n, per bar (Qlib `Slope`).',
  }),
  entry('rsquare', ['rsqr', 'ts_rsquare'], [x, n(2)], {
    zh: '该回归的 R²;不动则缺失(Qlib Rsquare)',
    en: 'R² of that regression; missing where x stands still (Qlib `Rsquare`).',
  }),
  entry('resid', ['resi', 'ts_resid'], [x, n(2)], {
    zh: '本根对该回归的残差(Qlib Resi)',
    en: 'What the regression leaves of the last bar (Qlib `Resi`).',
  }),
];

const MOVES: readonly ExpressionFunction[] = [
  entry(
    'shift',
    ['delay', 'ref'],
    [x, { name: 'n', kind: 'lag' }],
    {
      zh: 'n 根之前的值;负数为之后的值,仅标签可用',
      en: 'The value n bars ago (`shift(n)`); negative: bars ahead, in labels only.',
    },
    'lag',
  ),
  entry('delta', ['diff', 'ts_delta'], [x, n(1)], {
    zh: 'x − shift(x, n)',
    en: 'x − shift(x, n) (`diff(n)`).',
  }),
  entry(
    'ema',
    ['ewm', 'ts_ema'],
    [x, n(1)],
    {
      zh: '指数均值,α = 2/(n+1),从首值递推,前 n 个有效值之后才有结果',
      en: 'Exponential mean, α = 2/(n+1), from the first value on (`ewm(span=n, adjust=False, min_periods=n).mean()`).',
    },
    'past',
  ),
  entry('decay_linear', ['wma', 'decaylinear', 'ts_decay_linear'], [x, n(1)], {
    zh: '线性加权均值,最新权重 n,最旧权重 1',
    en: 'Mean with weights 1…n, the latest bar n (`rolling(n).apply` of that mean).',
  }),
];

/** Functions along a symbol's own bars; NaN until n bars in a row have a value (`min_periods` = n). */
export const TIME_FUNCTIONS: readonly ExpressionFunction[] = [
  ...LEVELS,
  ...ORDER,
  ...TOGETHER,
  ...MOVES,
];
