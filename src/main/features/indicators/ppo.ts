import { rollingMean } from './rolling.ts';
import type { IndicatorSpec } from './spec.ts';

/** PPO over plain means (TA-Lib): how far the fast mean stands from the slow one, in percent. */
export function percentagePriceOscillator(
  close: Float64Array,
  fastPeriod: number,
  slowPeriod: number,
): Float64Array {
  const fast = rollingMean(close, fastPeriod);
  const out = rollingMean(close, slowPeriod);
  for (let i = slowPeriod - 1; i < out.length; i++) out[i] = ((fast[i] - out[i]) / out[i]) * 100;
  return out;
}

export const PPO: IndicatorSpec = {
  name: 'ppo',
  outputs: ['ta_ppo'],
  warmup: 25,
  compute: ({ close }) => [percentagePriceOscillator(close, 12, 26)],
};
