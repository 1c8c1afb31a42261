import { emptyColumn } from './column.ts';

/** Exponential mean with α = 2 / (span + 1), starting from the first value itself (charting, pandas). */
export function emaFromFirst(values: Float64Array, span: number): Float64Array {
  const out = new Float64Array(values.length);
  out[0] = values[0];
  return continueMean(out, values, 2 / (span + 1), 0);
}

/**
 * Exponential mean with α = 2 / (period + 1), starting from the plain mean of `period` values (TA-Lib).
 * `first` is the first bar of that seed; the first output is at first + period − 1.
 */
export function emaFromMean(values: Float64Array, period: number, first = 0): Float64Array {
  const out = emptyColumn(values.length);
  const seed = first + period - 1;
  if (seed >= values.length) return out;
  out[seed] = meanOf(values, first, period);
  return continueMean(out, values, 2 / (period + 1), seed);
}

/** Wilder's mean, α = 1 / period, from the plain mean of `period` values beginning at `first`. */
export function wilderMean(values: Float64Array, period: number, first = 0): Float64Array {
  const out = emptyColumn(values.length);
  const seed = first + period - 1;
  if (seed >= values.length) return out;
  out[seed] = meanOf(values, first, period);
  return continueMean(out, values, 1 / period, seed);
}

/** Fills `out` after `seed`: each mean keeps 1 − α of the one before. */
function continueMean(
  out: Float64Array,
  values: Float64Array,
  alpha: number,
  seed: number,
): Float64Array {
  const kept = 1 - alpha;
  let mean = out[seed];
  for (let i = seed + 1; i < values.length; i++) {
    mean = kept * mean + alpha * values[i];
    out[i] = mean;
  }
  return out;
}

function meanOf(values: Float64Array, first: number, count: number): number {
  let sum = 0;
  for (let i = first; i < first + count; i++) sum += values[i];
  return sum / count;
}
