import type { Factor, FactorSet } from './factor.ts';

const SOURCE = 'the factors of lstm-select and cnn-select';

const ratio = (name: string, expression: string): Factor => ({ name, expression, source: SOURCE });

/** Close and open against each other and against the mean close of 5, 10 and 20 bars. */
export const SEVEN: FactorSet = {
  name: 'seven',
  title: { zh: '七因子(选股文档)', en: 'Seven price ratios' },
  factors: [
    ...[5, 10, 20].map((n) => ratio(`close_mean_${n}`, `close_0/mean(close_0,${n})`)),
    ratio('close_open', 'close_0/open_0'),
    ...[5, 10, 20].map((n) => ratio(`open_mean_${n}`, `open_0/mean(close_0,${n})`)),
  ],
};
