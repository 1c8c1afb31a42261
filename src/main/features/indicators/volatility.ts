import { laggedReturn } from './momentum.ts';
import { rollingVariance } from './rolling.ts';
import type { IndicatorSpec } from './spec.ts';

/** Sample standard deviation of the last `window` daily returns; a ratio a day, not annualised. */
export function volatility(close: Float64Array, window: number): Float64Array {
  const out = rollingVariance(laggedReturn(close, 1), window, window - 1, 1);
  for (let i = window; i < out.length; i++) out[i] = Math.sqrt(out[i]);
  return out;
}

export const VOLATILITY: IndicatorSpec = {
  name: 'volatility',
  outputs: ['volatility_10'],
  warmup: 10,
  compute: ({ close }) => [volatility(close, 10)],
};
