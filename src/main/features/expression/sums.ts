import { eachStretch } from './kernel.ts';
import type { TimeKernel } from './kernel.ts';

/*
 * Sums over the last `window` bars, O(1) a bar. They start afresh from the values every `window` bars of a
 * stretch: rounding cannot pile up, and a value depends on earlier bars only. A window in which nothing
 * moves gives exactly what its value gives, not the rounding left over from before.
 */

/** Sum of the last `window` values, NaN while there are fewer. */
export const rollingSum: TimeKernel = (out, [x], [window], length) => {
  eachStretch(out, [x], window, length, (from, to) => {
    let same = sameBefore(x, from, window);
    for (let anchor = from + window - 1; anchor < to; anchor += window) {
      let sum = 0;
      for (let i = anchor - window + 1; i < anchor; i++) sum += x[i];
      const end = Math.min(anchor + window, to);
      for (let i = anchor; i < end; i++) {
        sum += x[i];
        same = i > from && x[i] === x[i - 1] ? same + 1 : 1;
        out[i] = same >= window ? x[i] * window : sum;
        sum -= x[i - window + 1];
      }
    }
  });
};

/** Bars in a row, up to the last before the first full window, that repeat their value. */
export function sameBefore(x: Float64Array, from: number, window: number): number {
  let same = window > 1 ? 1 : 0;
  for (let i = from + 1; i < from + window - 1; i++) same = x[i] === x[i - 1] ? same + 1 : 1;
  return same;
}

/** Mean with weights 1 (oldest) … window (latest). */
export const decayLinear: TimeKernel = (out, [x], [window], length) => {
  const total = (window * (window + 1)) / 2;
  eachStretch(out, [x], window, length, (from, to) => {
    for (let anchor = from + window - 1; anchor < to; anchor += window) {
      let sum = 0;
      let weighted = 0;
      for (let k = 1; k <= window; k++) {
        const value = x[anchor - window + k];
        sum += value;
        weighted += k * value;
      }
      out[anchor] = weighted / total;
      const end = Math.min(anchor + window, to);
      for (let i = anchor + 1; i < end; i++) {
        weighted += window * x[i] - sum;
        sum += x[i] - x[i - window];
        out[i] = weighted / total;
      }
    }
  });
};

/** Recursive mean with α = 2 / (window + 1), over gaps as pandas goes over them (`ignore_na=False`). */
export const ema: TimeKernel = (out, [x], [window], length) => {
  const alpha = 2 / (window + 1);
  let mean = NaN;
  let weight = 1;
  let seen = 0;
  for (let i = 0; i < length; i++) {
    const value = x[i];
    const isValue = value - value === 0;
    weight *= 1 - alpha;
    if (isValue) {
      seen++;
      mean = seen === 1 ? value : (weight * mean + alpha * value) / (weight + alpha);
      weight = 1;
    }
    out[i] = seen >= window ? mean : NaN;
  }
};

/** The value `lag` bars ago; ahead where `lag` is negative. */
export const shift: TimeKernel = (out, [x], [lag], length) => {
  if (Math.abs(lag) >= length) {
    out.fill(NaN, 0, length);
  } else if (lag >= 0) {
    out.set(x.subarray(0, length - lag), lag);
    out.fill(NaN, 0, lag);
  } else {
    out.set(x.subarray(-lag, length), 0);
    out.fill(NaN, length + lag, length);
  }
};
