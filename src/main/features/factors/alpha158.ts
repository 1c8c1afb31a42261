import type { Factor, FactorSet } from './factor.ts';

/**
 * Alpha158 of Qlib (MIT licence), its names and their order: 9 shapes of the bar, 4 prices, 29 families over
 * 5 windows. Each row: name, the formula here with N for the window, the formula there with d.
 *
 * What differs: windows need all their bars (Qlib starts with one), run along a symbol's own bars, and
 * volume is as traded (Qlib divides it by the adjust factor). Shares of rising and falling days leave the
 * first bar, whose move is unknown, out instead of counting it as no move.
 */
type Row = readonly [name: string, expression: string, qlib: string];

const BAR_SHAPES: readonly Row[] = [
  ['KMID', '(close - open)/open', '($close-$open)/$open'],
  ['KLEN', '(high - low)/open', '($high-$low)/$open'],
  ['KMID2', '(close - open)/(high - low + 1e-12)', '($close-$open)/($high-$low+1e-12)'],
  ['KUP', '(high - greater(open, close))/open', '($high-Greater($open, $close))/$open'],
  [
    'KUP2',
    '(high - greater(open, close))/(high - low + 1e-12)',
    '($high-Greater($open, $close))/($high-$low+1e-12)',
  ],
  ['KLOW', '(less(open, close) - low)/open', '(Less($open, $close)-$low)/$open'],
  [
    'KLOW2',
    '(less(open, close) - low)/(high - low + 1e-12)',
    '(Less($open, $close)-$low)/($high-$low+1e-12)',
  ],
  ['KSFT', '(2*close - high - low)/open', '(2*$close-$high-$low)/$open'],
  [
    'KSFT2',
    '(2*close - high - low)/(high - low + 1e-12)',
    '(2*$close-$high-$low)/($high-$low+1e-12)',
  ],
  ['OPEN0', 'open/close', '$open/$close'],
  ['HIGH0', 'high/close', '$high/$close'],
  ['LOW0', 'low/close', '$low/$close'],
  ['VWAP0', 'vwap/close', '$vwap/$close'],
];

const PRICES: readonly Row[] = [
  ['ROC', 'shift(close, N)/close', 'Ref($close, d)/$close'],
  ['MA', 'mean(close, N)/close', 'Mean($close, d)/$close'],
  ['STD', 'std(close, N)/close', 'Std($close, d)/$close'],
  ['BETA', 'slope(close, N)/close', 'Slope($close, d)/$close'],
  ['RSQR', 'rsquare(close, N)', 'Rsquare($close, d)'],
  ['RESI', 'resid(close, N)/close', 'Resi($close, d)/$close'],
  ['MAX', 'max(high, N)/close', 'Max($high, d)/$close'],
  ['MIN', 'min(low, N)/close', 'Min($low, d)/$close'],
  ['QTLU', 'quantile(close, N, 0.8)/close', 'Quantile($close, d, 0.8)/$close'],
  ['QTLD', 'quantile(close, N, 0.2)/close', 'Quantile($close, d, 0.2)/$close'],
  ['RANK', 'ts_rank(close, N)', 'Rank($close, d)'],
  [
    'RSV',
    '(close - min(low, N))/(max(high, N) - min(low, N) + 1e-12)',
    '($close-Min($low, d))/(Max($high, d)-Min($low, d)+1e-12)',
  ],
  ['IMAX', 'ts_argmax(high, N)/N', 'IdxMax($high, d)/d'],
  ['IMIN', 'ts_argmin(low, N)/N', 'IdxMin($low, d)/d'],
  ['IMXD', '(ts_argmax(high, N) - ts_argmin(low, N))/N', '(IdxMax($high, d)-IdxMin($low, d))/d'],
];

const MOVES: readonly Row[] = [
  ['CORR', 'correlation(close, log(volume + 1), N)', 'Corr($close, Log($volume+1), d)'],
  [
    'CORD',
    'correlation(close/shift(close, 1), log(volume/shift(volume, 1) + 1), N)',
    'Corr($close/Ref($close,1), Log($volume/Ref($volume, 1)+1), d)',
  ],
  ['CNTP', 'mean(greater(sign(delta(close, 1)), 0), N)', 'Mean($close>Ref($close, 1), d)'],
  ['CNTN', 'mean(greater(-sign(delta(close, 1)), 0), N)', 'Mean($close<Ref($close, 1), d)'],
  [
    'CNTD',
    'mean(greater(sign(delta(close, 1)), 0), N) - mean(greater(-sign(delta(close, 1)), 0), N)',
    'Mean($close>Ref($close, 1), d)-Mean($close<Ref($close, 1), d)',
  ],
  [
    'SUMP',
    'sum(greater(delta(close, 1), 0), N)/(sum(abs(delta(close, 1)), N) + 1e-12)',
    'Sum(Greater($close-Ref($close, 1), 0), d)/(Sum(Abs($close-Ref($close, 1)), d)+1e-12)',
  ],
  [
    'SUMN',
    'sum(greater(-delta(close, 1), 0), N)/(sum(abs(delta(close, 1)), N) + 1e-12)',
    'Sum(Greater(Ref($close, 1)-$close, 0), d)/(Sum(Abs($close-Ref($close, 1)), d)+1e-12)',
  ],
  [
    'SUMD',
    '(sum(greater(delta(close, 1), 0), N) - sum(greater(-delta(close, 1), 0), N))/(sum(abs(delta(close, 1)), N) + 1e-12)',
    '(Sum(Greater($close-Ref($close, 1), 0), d)-Sum(Greater(Ref($close, 1)-$close, 0), d))/(Sum(Abs($close-Ref($close, 1)), d)+1e-12)',
  ],
];

const VOLUMES: readonly Row[] = [
  ['VMA', 'mean(volume, N)/(volume + 1e-12)', 'Mean($volume, d)/($volume+1e-12)'],
  ['VSTD', 'std(volume, N)/(volume + 1e-12)', 'Std($volume, d)/($volume+1e-12)'],
  [
    'WVMA',
    'std(abs(close/shift(close, 1) - 1)*volume, N)/(mean(abs(close/shift(close, 1) - 1)*volume, N) + 1e-12)',
    'Std(Abs($close/Ref($close, 1)-1)*$volume, d)/(Mean(Abs($close/Ref($close, 1)-1)*$volume, d)+1e-12)',
  ],
  [
    'VSUMP',
    'sum(greater(delta(volume, 1), 0), N)/(sum(abs(delta(volume, 1)), N) + 1e-12)',
    'Sum(Greater($volume-Ref($volume, 1), 0), d)/(Sum(Abs($volume-Ref($volume, 1)), d)+1e-12)',
  ],
  [
    'VSUMN',
    'sum(greater(-delta(volume, 1), 0), N)/(sum(abs(delta(volume, 1)), N) + 1e-12)',
    'Sum(Greater(Ref($volume, 1)-$volume, 0), d)/(Sum(Abs($volume-Ref($volume, 1)), d)+1e-12)',
  ],
  [
    'VSUMD',
    '(sum(greater(delta(volume, 1), 0), N) - sum(greater(-delta(volume, 1), 0), N))/(sum(abs(delta(volume, 1)), N) + 1e-12)',
    '(Sum(Greater($volume-Ref($volume, 1), 0), d)-Sum(Greater(Ref($volume, 1)-$volume, 0), d))/(Sum(Abs($volume-Ref($volume, 1)), d)+1e-12)',
  ],
];

const WINDOWS = [5, 10, 20, 30, 60];

const factor = ([name, expression, qlib]: Row): Factor => ({
  name,
  expression,
  source: `Qlib Alpha158: ${qlib}`,
});

const overWindows = ([name, expression, qlib]: Row): Factor[] =>
  WINDOWS.map((window) =>
    factor([
      `${name}${window}`,
      expression.replaceAll('N', String(window)),
      qlib.replace(/\bd\b/g, String(window)),
    ]),
  );

export const ALPHA158: FactorSet = {
  name: 'alpha158',
  title: { zh: 'Alpha158(Qlib)', en: 'Alpha158 (Qlib)' },
  factors: [...BAR_SHAPES.map(factor), ...[...PRICES, ...MOVES, ...VOLUMES].flatMap(overWindows)],
};
