import { assert } from '#main/lib/assert.ts';
import { emptyColumn } from './column.ts';

/*
 * Windows over `window` bars, the current one included; O(n), nothing allocated per bar.
 * Running sums start afresh from the raw values every `window` bars, counted from `first`: rounding
 * errors cannot pile up, and a value still depends on earlier bars only, however long the series is.
 * `first` is the index of the first usable input; the first output is at first + window − 1.
 */

/** Mean of the last `window` values. */
export function rollingMean(values: Float64Array, window: number, first = 0): Float64Array {
  return slideSum(values, window, first, window);
}

/** Sum of the last `window` values. */
export function rollingSum(values: Float64Array, window: number, first = 0): Float64Array {
  return slideSum(values, window, first, 1);
}

function slideSum(
  values: Float64Array,
  window: number,
  first: number,
  divisor: number,
): Float64Array {
  assert(window >= 1, 'window is positive');
  const out = emptyColumn(values.length);
  for (let anchor = first + window - 1; anchor < values.length; anchor += window) {
    let sum = 0;
    for (let i = anchor - window + 1; i <= anchor; i++) sum += values[i];
    out[anchor] = sum / divisor;
    const end = Math.min(anchor + window, values.length);
    for (let i = anchor + 1; i < end; i++) {
      sum += values[i] - values[i - window];
      out[i] = sum / divisor;
    }
  }
  return out;
}

/**
 * Variance of the last `window` values around their mean: the sum of squared deviations / divisor
 * (`window` for a population, `window` − 1 for a sample). Deviations are updated around the moving mean
 * (Welford), never as a difference of squares, so prices far from 0 lose no digits.
 */
export function rollingVariance(
  values: Float64Array,
  window: number,
  divisor: number,
  first = 0,
): Float64Array {
  assert(window >= 2 && divisor > 0, 'window and divisor are positive');
  const out = emptyColumn(values.length);
  for (let anchor = first + window - 1; anchor < values.length; anchor += window) {
    let mean = 0;
    for (let i = anchor - window + 1; i <= anchor; i++) mean += values[i];
    mean /= window;
    let squares = 0;
    for (let i = anchor - window + 1; i <= anchor; i++) squares += (values[i] - mean) ** 2;
    out[anchor] = squares / divisor;
    const end = Math.min(anchor + window, values.length);
    for (let i = anchor + 1; i < end; i++) {
      const gone = values[i - window];
      const move = values[i] - gone;
      const nextMean = mean + move / window;
      squares += move * (values[i] - nextMean + (gone - mean));
      mean = nextMean;
      out[i] = Math.max(0, squares) / divisor;
    }
  }
  return out;
}

/** Highest of the last `window` values. */
export function rollingMax(values: Float64Array, window: number, first = 0): Float64Array {
  return slideExtreme(values, window, first, 1);
}

/** Lowest of the last `window` values. */
export function rollingMin(values: Float64Array, window: number, first = 0): Float64Array {
  return slideExtreme(values, window, first, -1);
}

/**
 * A window spans at most two blocks of `window` bars: its extreme is that of the running block so far or of
 * the end of the block before (van Herk), three comparisons a bar whatever the window.
 */
function slideExtreme(
  values: Float64Array,
  window: number,
  first: number,
  sign: 1 | -1,
): Float64Array {
  assert(window >= 1, 'window is positive');
  const out = emptyColumn(values.length);
  // rest[k]: extreme of the block before from its k-th bar to its end.
  const rest = new Float64Array(window + 1).fill(-Infinity);
  for (let start = first; start < values.length; start += window) {
    const end = Math.min(start + window, values.length);
    let running = -Infinity;
    for (let i = start; i < end; i++) {
      const value = values[i] * sign;
      if (value > running) running = value;
      const before = rest[i - start + 1];
      out[i] = (before > running ? before : running) * sign;
    }
    let tail = -Infinity;
    for (let i = end - 1; i >= start; i--) {
      const value = values[i] * sign;
      if (value > tail) tail = value;
      rest[i - start] = tail;
    }
  }
  return out.fill(NaN, first, first + window - 1);
}
