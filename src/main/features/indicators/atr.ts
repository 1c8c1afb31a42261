import { wilderMean } from './ema.ts';
import { trueRange } from './intermediates.ts';
import type { IndicatorSpec } from './spec.ts';

/** ATR (TA-Lib): Wilder's mean of the true range over 14 bars; yuan. */
export const ATR: IndicatorSpec = {
  name: 'atr',
  outputs: ['ta_atr'],
  warmup: 14,
  compute: (bars, shared = new Map()) => [wilderMean(trueRange(bars, shared), 14, 1)],
};
