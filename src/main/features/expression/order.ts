import { eachStretch } from './kernel.ts';
import type { Scratch, TimeKernel } from './kernel.ts';

/*
 * What needs the order of the values in a window. Extremes keep a monotonic queue, O(1) a bar; ranks and
 * quantiles keep the window sorted: a search and a short move of memory a bar.
 */

type Extreme = (x: Float64Array, at: number, i: number, window: number) => number;

/** Walks the windows with the index of their highest value, the oldest of equals; lowest for sign −1. */
const slideExtreme =
  (sign: 1 | -1, read: Extreme): TimeKernel =>
  (out, [x], [window], length, scratch) => {
    const queue = scratch.indexes;
    eachStretch(out, [x], window, length, (from, to) => {
      let head = 0;
      let tail = 0;
      for (let i = from; i < to; i++) {
        const value = sign * x[i];
        while (tail > head && sign * x[queue[tail - 1]] < value) tail--;
        queue[tail++] = i;
        if (queue[head] <= i - window) head++;
        if (i - from >= window - 1) out[i] = read(x, queue[head], i, window);
      }
    });
  };

const valueAt: Extreme = (x, at) => x[at];
/** 1 for the oldest bar of the window. */
const placeOf: Extreme = (_, at, i, window) => at - i + window;

export const rollingMax = slideExtreme(1, valueAt);
export const rollingMin = slideExtreme(-1, valueAt);
export const argmax = slideExtreme(1, placeOf);
export const argmin = slideExtreme(-1, placeOf);

/** Quantile with linear interpolation between neighbours. */
export const rollingQuantile: TimeKernel = (out, [x], [window, fraction], length, scratch) => {
  const at = fraction * (window - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, window - 1);
  slideSorted(out, x, window, length, scratch, (sorted) => {
    const low = sorted[below];
    return low + (sorted[above] - low) * (at - below);
  });
};

/** Rank of the last bar among its window, ties averaged, as a fraction of the window. */
export const tsRank: TimeKernel = (out, [x], [window], length, scratch) => {
  slideSorted(out, x, window, length, scratch, (sorted, value) => rankIn(sorted, window, value));
};

function slideSorted(
  out: Float64Array,
  x: Float64Array,
  window: number,
  length: number,
  { values: sorted }: Scratch,
  read: (sorted: Float64Array, value: number) => number,
): void {
  eachStretch(out, [x], window, length, (from, to) => {
    for (let i = from; i < to; i++) {
      const isFull = i - from >= window;
      const gap = isFull ? lowerBound(sorted, window, x[i - window]) : i - from;
      placeSorted(sorted, gap, isFull ? window : i - from + 1, x[i]);
      if (i - from >= window - 1) out[i] = read(sorted, x[i]);
    }
  });
}

/** Puts `value` into the sorted list of `count`, where the one at `gap` is free. */
function placeSorted(sorted: Float64Array, gap: number, count: number, value: number): void {
  let at = gap;
  while (at > 0 && sorted[at - 1] > value) {
    sorted[at] = sorted[at - 1];
    at--;
  }
  while (at + 1 < count && sorted[at + 1] < value) {
    sorted[at] = sorted[at + 1];
    at++;
  }
  sorted[at] = value;
}

/** Index of the first of `count` sorted values that is not below `value`. */
function lowerBound(sorted: Float64Array, count: number, value: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Rank of a value among `count` sorted ones that hold it, ties averaged, as a fraction of them. */
export function rankIn(sorted: Float64Array, count: number, value: number): number {
  const first = lowerBound(sorted, count, value);
  let low = first;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return (first + low + 1) / 2 / count;
}
