import { emptyColumn } from './column.ts';
import { meanClose } from './intermediates.ts';
import type { IndicatorSpec } from './spec.ts';

/** PPO over plain means 12 and 26 (TA-Lib): how far the fast one stands from the slow one, in percent. */
export const PPO: IndicatorSpec = {
  name: 'ppo',
  outputs: ['ta_ppo'],
  warmup: 25,
  compute: (bars, shared = new Map()) => {
    const fast = meanClose(bars, 12, shared);
    const slow = meanClose(bars, 26, shared);
    const out = emptyColumn(slow.length);
    for (let i = 0; i < out.length; i++) out[i] = ((fast[i] - slow[i]) / slow[i]) * 100;
    return [out];
  },
};
