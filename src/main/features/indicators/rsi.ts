import type { BarColumns } from '#shared/domain.ts';
import { remember } from './intermediates.ts';
import type { Intermediates } from './intermediates.ts';
import { TINY } from './movingAverage.ts';
import { rollingMean } from './rolling.ts';
import { emptyColumn } from './column.ts';
import type { IndicatorSpec } from './spec.ts';

/** RSI with Wilder's smoothing, seeded by the plain mean of the first `period` moves (TA-Lib); 0..100. */
export function rsi(close: Float64Array, period: number): Float64Array {
  const out = emptyColumn(close.length);
  if (close.length <= period) return out;
  let gain = 0;
  let loss = 0;
  for (let i = 1; i <= period; i++) {
    const move = close[i] - close[i - 1];
    if (move > 0) gain += move;
    else loss -= move;
  }
  gain /= period;
  loss /= period;
  out[period] = strength(gain, loss);
  const share = 1 / period;
  const kept = 1 - share;
  for (let i = period + 1; i < close.length; i++) {
    const move = close[i] - close[i - 1];
    gain = gain * kept + (move > 0 ? move * share : 0);
    loss = loss * kept - (move < 0 ? move * share : 0);
    out[i] = strength(gain, loss);
  }
  return out;
}

/** RSI of the bars' closes, found once for all that need it. */
export function sharedRsi(bars: BarColumns, period: number, shared: Intermediates): Float64Array {
  return remember(shared, `rsi ${period}`, () => rsi(bars.close, period));
}

/** 0 where nothing moved, as TA-Lib has it. */
function strength(gain: number, loss: number): number {
  const total = gain + loss;
  return total < 1e-14 ? 0 : (100 * gain) / total;
}

/** RSI over plain rolling means of gains and losses (Cutler's); 0..100. */
export function cutlerRsi(close: Float64Array, period: number): Float64Array {
  const gains = emptyColumn(close.length);
  const losses = emptyColumn(close.length);
  for (let i = 1; i < close.length; i++) {
    const move = close[i] - close[i - 1];
    gains[i] = move > 0 ? move : 0;
    losses[i] = move < 0 ? -move : 0;
  }
  const out = rollingMean(gains, period, 1);
  const meanLoss = rollingMean(losses, period, 1);
  for (let i = period; i < out.length; i++)
    out[i] = 100 - 100 / (1 + out[i] / (meanLoss[i] + TINY));
  return out;
}

export const CUTLER_RSI: IndicatorSpec = {
  name: 'cutlerRsi',
  outputs: ['rsi_14_custom'],
  warmup: 14,
  compute: ({ close }) => [cutlerRsi(close, 14)],
};

export const RSI: IndicatorSpec = {
  name: 'rsi',
  outputs: ['ta_rsi'],
  warmup: 14,
  compute: (bars, shared = new Map()) => [sharedRsi(bars, 14, shared)],
};

const lineSpec = (period: number): IndicatorSpec => ({
  name: `rsi${period}`,
  outputs: [`rsi${period}`],
  warmup: period,
  compute: ({ close }) => [rsi(close, period)],
});

/** Lines of the RSI pane. */
export const RSI_LINES = [6, 12, 24].map(lineSpec);
