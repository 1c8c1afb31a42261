import { TINY } from './movingAverage.ts';
import { rollingMean } from './rolling.ts';
import { emptyColumn } from './column.ts';
import type { IndicatorSpec } from './spec.ts';

/** Mean volume of the last `period` bars, in shares, and the current volume as a multiple of it. */
export function volumeRatio(volume: Float64Array, period: number): Float64Array[] {
  const mean = rollingMean(volume, period);
  const ratio = emptyColumn(volume.length);
  for (let i = period - 1; i < volume.length; i++) ratio[i] = volume[i] / (mean[i] + TINY);
  return [mean, ratio];
}

export const VOLUME_RATIO: IndicatorSpec = {
  name: 'volumeRatio',
  outputs: ['vol_ma_20', 'turnover'],
  warmup: 19,
  compute: ({ volume }) => volumeRatio(volume, 20),
};
