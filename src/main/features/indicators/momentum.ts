import { emptyColumn } from './column.ts';
import type { IndicatorSpec } from './spec.ts';

/** close / close `lag` bars ago − 1; a ratio. */
export function laggedReturn(close: Float64Array, lag: number): Float64Array {
  const out = emptyColumn(close.length);
  for (let i = lag; i < close.length; i++) out[i] = close[i] / close[i - lag] - 1;
  return out;
}

/** MOM: close − close `lag` bars ago; yuan. */
export function momentum(close: Float64Array, lag: number): Float64Array {
  const out = emptyColumn(close.length);
  for (let i = lag; i < close.length; i++) out[i] = close[i] - close[i - lag];
  return out;
}

/** ROC: the lagged return in percent. */
export function rateOfChange(close: Float64Array, lag: number): Float64Array {
  const out = emptyColumn(close.length);
  for (let i = lag; i < close.length; i++) out[i] = (close[i] / close[i - lag] - 1) * 100;
  return out;
}

const returnSpec = (lag: number): IndicatorSpec => ({
  name: `return${lag}`,
  outputs: [`rtn_lag_${lag}`],
  warmup: lag,
  compute: ({ close }) => [laggedReturn(close, lag)],
});

export const RETURNS = [5, 10, 20].map(returnSpec);

export const MOMENTUM: IndicatorSpec = {
  name: 'momentum',
  outputs: ['ta_mom'],
  warmup: 10,
  compute: ({ close }) => [momentum(close, 10)],
};

export const RATE_OF_CHANGE: IndicatorSpec = {
  name: 'rateOfChange',
  outputs: ['ta_roc'],
  warmup: 10,
  compute: ({ close }) => [rateOfChange(close, 10)],
};
