import { emaFromFirst, emaFromMean } from './ema.ts';
import { emptyColumn } from './column.ts';
import type { IndicatorSpec } from './spec.ts';

const FAST = 12;
const SLOW = 26;
const SIGNAL = 9;

function difference(a: Float64Array, b: Float64Array, scale = 1): Float64Array {
  const out = emptyColumn(a.length);
  for (let i = 0; i < a.length; i++) out[i] = scale * (a[i] - b[i]);
  return out;
}

/**
 * MACD with every mean started from its first value, so it has values from bar 0 on.
 * @returns fast mean, slow mean, line, signal, histogram = histogramScale · (line − signal)
 */
function macdFromFirst(close: Float64Array, histogramScale: number): Float64Array[] {
  const fast = emaFromFirst(close, FAST);
  const slow = emaFromFirst(close, SLOW);
  const line = difference(fast, slow);
  const signal = emaFromFirst(line, SIGNAL);
  return [fast, slow, line, signal, difference(line, signal, histogramScale)];
}

/**
 * TA-Lib's MACD. Both means begin on the same bar: the slow one is seeded by the first 26 closes, the fast
 * one by the last 12 of these; the signal by the first 9 values of the line, and all three outputs
 * begin together where the signal does.
 * @returns line, signal, histogram
 */
export function macd(close: Float64Array): Float64Array[] {
  const slow = emaFromMean(close, SLOW);
  const fast = emaFromMean(close, FAST, SLOW - FAST);
  const line = difference(fast, slow);
  const signal = emaFromMean(line, SIGNAL, SLOW - 1);
  line.fill(NaN, 0, MACD_WARMUP);
  return [line, signal, difference(line, signal)];
}

const MACD_WARMUP = SLOW + SIGNAL - 2;

export const MACD_FROM_FIRST: IndicatorSpec = {
  name: 'macdFromFirst',
  outputs: ['ema_12', 'ema_26', 'macd_custom', 'macd_signal_custom', 'macd_hist_custom'],
  warmup: 0,
  compute: ({ close }) => macdFromFirst(close, 1),
};

export const MACD: IndicatorSpec = {
  name: 'macd',
  outputs: ['ta_macd', 'ta_macd_signal', 'ta_macd_hist'],
  warmup: MACD_WARMUP,
  compute: ({ close }) => macd(close),
};

/** The MACD pane as Chinese software draws it: bars are 2 · (DIF − DEA). */
export const MACD_PANE: IndicatorSpec = {
  name: 'macdPane',
  outputs: ['macdDif', 'macdDea', 'macdHist'],
  warmup: 0,
  compute: ({ close }) => macdFromFirst(close, 2).slice(2),
};
