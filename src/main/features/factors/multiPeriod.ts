import type { Factor, FactorSet } from './factor.ts';

/**
 * The families of dl-toolkit over one period each. RSI is the simple-mean one (Cutler), written as gains over
 * all moves: the same figure, missing rather than undefined where nothing moves. Parkinson's volatility is
 * averaged over the period. Standard deviations are sample ones, bands are 2 of them wide.
 */
const FAMILIES: readonly (readonly [name: string, expression: string, source: string])[] = [
  ['momentum', 'close/shift(close, N) - 1', 'return over the period'],
  [
    'rsi',
    '100*sum(greater(delta(close, 1), 0), N)/sum(abs(delta(close, 1)), N)',
    'Wilder 1978 with simple means (Cutler)',
  ],
  [
    'bollinger_position',
    '(close - mean(close, N) + 2*std(close, N))/(4*std(close, N))',
    'Bollinger %b: 0 at the lower band, 1 at the upper',
  ],
  ['bollinger_width', '4*std(close, N)/mean(close, N)', 'Bollinger bandwidth'],
  [
    'realised_volatility',
    'std(close/shift(close, 1) - 1, N)',
    'standard deviation of daily returns',
  ],
  [
    'parkinson_volatility',
    'sqrt(mean(log(high/low)**2, N)/(4*log(2)))',
    'Parkinson 1980, the extreme value method',
  ],
  ['volume_ratio', 'volume/mean(volume, N)', 'volume against its mean'],
];

const PERIODS = [5, 20, 50];

export const MULTI_PERIOD: FactorSet = {
  name: 'multiPeriod',
  title: { zh: '多周期特征(5、20、50)', en: 'Multi-period features (5, 20, 50)' },
  factors: PERIODS.flatMap((period) =>
    FAMILIES.map(([name, expression, source]): Factor => ({
      name: `${name}_${period}`,
      expression: expression.replaceAll('N', String(period)),
      source,
    })),
  ),
};
