import { rollingMax, rollingMin } from './rolling.ts';
import { sharedRsi } from './rsi.ts';
import type { IndicatorSpec } from './spec.ts';
import { positionInRange } from './stochastic.ts';

const PERIOD = 14;
const FAST_K = 3;
const FAST_D = 3;
const WARMUP = PERIOD + FAST_K - 1 + FAST_D - 1;

/** Fast %K of the RSI over 3 bars (TA-Lib); it begins where its %D would, though that is not kept. */
export const STOCH_RSI: IndicatorSpec = {
  name: 'stochRsi',
  outputs: ['ta_stochrsi'],
  warmup: WARMUP,
  compute: (bars, shared = new Map()) => {
    const strength = sharedRsi(bars, PERIOD, shared);
    const highest = rollingMax(strength, FAST_K, PERIOD);
    const lowest = rollingMin(strength, FAST_K, PERIOD);
    return [positionInRange(strength, highest, lowest, 0).fill(NaN, 0, WARMUP)];
  },
};
