import type { TimeKernel } from './kernel.ts';
import { correlation, covariance, rollingVariance } from './moments.ts';
import { argmax, argmin, rollingMax, rollingMin, rollingQuantile, tsRank } from './order.ts';
import { decayLinear, ema, rollingSum, shift } from './sums.ts';
import { resid, rsquare, slope } from './trend.ts';

/** What each function along a symbol's bars computes, by canonical name; the others expand to these. */
export const TIME_KERNELS: Readonly<Record<string, TimeKernel>> = {
  sum: rollingSum,
  var: rollingVariance,
  max: rollingMax,
  min: rollingMin,
  quantile: rollingQuantile,
  ts_rank: tsRank,
  ts_argmax: argmax,
  ts_argmin: argmin,
  correlation,
  covariance,
  slope,
  rsquare,
  resid,
  shift,
  ema,
  decay_linear: decayLinear,
};
