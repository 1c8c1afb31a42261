import { emaFromMean } from './ema.ts';
import { rateOfChange } from './momentum.ts';
import type { IndicatorSpec } from './spec.ts';

/** TRIX (TA-Lib): one-bar change, in percent, of a thrice smoothed close. */
export function trix(close: Float64Array, period: number): Float64Array {
  const once = emaFromMean(close, period);
  const twice = emaFromMean(once, period, period - 1);
  return rateOfChange(emaFromMean(twice, period, 2 * (period - 1)), 1);
}

export const TRIX: IndicatorSpec = {
  name: 'trix',
  outputs: ['ta_trix'],
  warmup: 43,
  compute: ({ close }) => [trix(close, 15)],
};
