import { emptyColumn } from './column.ts';
import { typicalPrice } from './intermediates.ts';
import { rollingSum } from './rolling.ts';
import type { IndicatorSpec } from './spec.ts';

/**
 * MFI (TA-Lib): share of the money flow (typical price · volume) that ran on rising bars, 0..100;
 * 0 where less than 1 yuan flowed.
 */
function moneyFlowIndex(typical: Float64Array, volume: Float64Array, period: number): Float64Array {
  const rising = emptyColumn(typical.length);
  const falling = emptyColumn(typical.length);
  for (let i = 1; i < typical.length; i++) {
    const move = typical[i] - typical[i - 1];
    const flow = typical[i] * volume[i];
    rising[i] = move > 0 ? flow : 0;
    falling[i] = move < 0 ? flow : 0;
  }
  const out = rollingSum(rising, period, 1);
  const fall = rollingSum(falling, period, 1);
  for (let i = period; i < out.length; i++) {
    const total = out[i] + fall[i];
    out[i] = total < 1 ? 0 : 100 * (out[i] / total);
  }
  return out;
}

export const MFI: IndicatorSpec = {
  name: 'mfi',
  outputs: ['ta_mfi'],
  warmup: 14,
  compute: (bars, shared = new Map()) => [
    moneyFlowIndex(typicalPrice(bars, shared), bars.volume, 14),
  ],
};
