import { rsi } from './rsi.ts';
import type { IndicatorSpec } from './spec.ts';
import { rawStochastic } from './stochastic.ts';

const PERIOD = 14;
const FAST_K = 3;
const FAST_D = 3;
const WARMUP = PERIOD + FAST_K - 1 + FAST_D - 1;

/** Fast %K of the RSI over 3 bars (TA-Lib); it begins where its %D would, though that is not kept. */
export function stochRsi(close: Float64Array): Float64Array {
  const strength = rsi(close, PERIOD);
  const out = rawStochastic(strength, strength, strength, FAST_K, 0, PERIOD);
  return out.fill(NaN, 0, WARMUP);
}

export const STOCH_RSI: IndicatorSpec = {
  name: 'stochRsi',
  outputs: ['ta_stochrsi'],
  warmup: WARMUP,
  compute: ({ close }) => [stochRsi(close)],
};
