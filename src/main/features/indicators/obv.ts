import { emptyColumn } from './column.ts';
import type { IndicatorSpec } from './spec.ts';

/** OBV: shares, added on a rise of the close, subtracted on a fall; the first bar counts as a rise. */
export function onBalanceVolume(close: Float64Array, volume: Float64Array): Float64Array {
  const out = emptyColumn(close.length);
  let total = 0;
  for (let i = 0; i < close.length; i++) {
    if (i === 0 || close[i] > close[i - 1]) total += volume[i];
    else if (close[i] < close[i - 1]) total -= volume[i];
    out[i] = total;
  }
  return out;
}

export const OBV: IndicatorSpec = {
  name: 'obv',
  outputs: ['ta_obv'],
  warmup: 0,
  compute: ({ close, volume }) => [onBalanceVolume(close, volume)],
};
