import { emptyColumn } from './column.ts';
import type { IndicatorSpec } from './spec.ts';
import { meanClose } from './intermediates.ts';

/** Keeps a quotient finite when the divisor is 0, as the published system does. */
export const TINY = 1e-8;

/** Distance of the close from its mean: close / mean − 1. */
function distanceFromMean(close: Float64Array, mean: Float64Array): Float64Array {
  const out = emptyColumn(close.length);
  for (let i = 0; i < close.length; i++) out[i] = close[i] / (mean[i] + TINY) - 1;
  return out;
}

export const MEAN_DISTANCE: IndicatorSpec = {
  name: 'meanDistance',
  outputs: ['ma_20', 'ma_diff'],
  warmup: 19,
  compute: (bars, shared = new Map()) => {
    const mean = meanClose(bars, 20, shared);
    return [mean, distanceFromMean(bars.close, mean)];
  },
};

const meanSpec = (period: number): IndicatorSpec => ({
  name: `movingAverage${period}`,
  outputs: [`ma${period}`],
  warmup: period - 1,
  compute: (bars, shared = new Map()) => [meanClose(bars, period, shared)],
});

/** Lines of the K-line chart. */
export const MOVING_AVERAGES = [5, 10, 20, 60].map(meanSpec);
