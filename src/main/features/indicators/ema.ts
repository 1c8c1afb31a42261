import { emptyColumn } from './spec.ts';

/** Exponential mean with α = 2 / (span + 1), starting from the first value itself (charting, pandas). */
export function emaFromFirst(values: Float64Array, span: number): Float64Array {
  const out = new Float64Array(values.length);
  const alpha = 2 / (span + 1);
  let mean = values[0];
  for (let i = 0; i < values.length; i++) {
    mean += alpha * (values[i] - mean);
    out[i] = mean;
  }
  return out;
}

/**
 * Exponential mean with α = 2 / (period + 1), starting from the plain mean of `period` values (TA-Lib).
 * `first` is the first bar of that seed; the first output is at first + period − 1.
 */
export function emaFromMean(values: Float64Array, period: number, first = 0): Float64Array {
  const out = emptyColumn(values.length);
  const seed = first + period - 1;
  if (seed >= values.length) return out;
  const alpha = 2 / (period + 1);
  let mean = meanOf(values, first, period);
  out[seed] = mean;
  for (let i = seed + 1; i < values.length; i++) {
    mean += alpha * (values[i] - mean);
    out[i] = mean;
  }
  return out;
}

/** Wilder's mean, α = 1 / period, from the plain mean of `period` values beginning at `first`. */
export function wilderMean(values: Float64Array, period: number, first = 0): Float64Array {
  const out = emptyColumn(values.length);
  const seed = first + period - 1;
  if (seed >= values.length) return out;
  let mean = meanOf(values, first, period);
  out[seed] = mean;
  for (let i = seed + 1; i < values.length; i++) {
    mean = (mean * (period - 1) + values[i]) / period;
    out[i] = mean;
  }
  return out;
}

function meanOf(values: Float64Array, first: number, count: number): number {
  let sum = 0;
  for (let i = first; i < first + count; i++) sum += values[i];
  return sum / count;
}
