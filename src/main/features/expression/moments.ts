import { eachStretch } from './kernel.ts';
import type { TimeKernel } from './kernel.ts';
import { sameBefore } from './sums.ts';

/*
 * Second moments over the last `window` bars, O(1) a bar, of deviations from a nearby origin (the mean of
 * the window they last started from), so that prices far from 0 lose no digits. They start afresh every
 * `window` bars, and also when they have fallen to a small part of what they were since: what is left
 * would then be rounding. Both depend on earlier bars only.
 */

/** A moment this much smaller than its peak is computed anew. */
const WORN = 1e-5;

/** Sample variance (ddof = 1); exactly 0 where nothing moves. */
export const rollingVariance: TimeKernel = (out, [x], [window], length) => {
  eachStretch(out, [x], window, length, (from, to) => {
    let same = sameBefore(x, from, window);
    let left = 0;
    let mean = 0;
    let squares = 0;
    let peak = 0;
    for (let i = from + window - 1; i < to; i++) {
      same = i > from && x[i] === x[i - 1] ? same + 1 : 1;
      if (left > 0) {
        const gone = x[i - window];
        const move = x[i] - gone;
        const next = mean + move / window;
        squares += move * (x[i] - next + (gone - mean));
        mean = next;
        if (squares > peak) peak = squares;
      }
      if (left === 0 || squares < WORN * peak) {
        mean = meanOf(x, i, window);
        squares = squaresOf(x, i, window, mean);
        peak = squares;
        left = window;
      }
      left--;
      out[i] = same >= window ? 0 : squares / (window - 1);
    }
  });
};

function meanOf(x: Float64Array, last: number, window: number): number {
  let sum = 0;
  for (let i = last - window + 1; i <= last; i++) sum += x[i];
  return sum / window;
}

function squaresOf(x: Float64Array, last: number, window: number, mean: number): number {
  let squares = 0;
  for (let i = last - window + 1; i <= last; i++) squares += (x[i] - mean) * (x[i] - mean);
  return squares;
}

type Finish = (
  product: number,
  squaresX: number,
  squaresY: number,
  window: number,
  isStill: boolean,
) => number;

/** Products and squares of the deviations of two columns, updated as the variance's. */
const together =
  (finish: Finish): TimeKernel =>
  (out, [x, y], [window], length) => {
    eachStretch(out, [x, y], window, length, (from, to) => {
      let sameX = sameBefore(x, from, window);
      let sameY = sameBefore(y, from, window);
      let left = 0;
      let meanX = 0;
      let meanY = 0;
      let squaresX = 0;
      let squaresY = 0;
      let product = 0;
      let peakX = 0;
      let peakY = 0;
      for (let i = from + window - 1; i < to; i++) {
        sameX = i > from && x[i] === x[i - 1] ? sameX + 1 : 1;
        sameY = i > from && y[i] === y[i - 1] ? sameY + 1 : 1;
        if (left > 0) {
          const goneX = x[i - window];
          const goneY = y[i - window];
          const nextX = meanX + (x[i] - goneX) / window;
          const nextY = meanY + (y[i] - goneY) / window;
          squaresX += (x[i] - goneX) * (x[i] - nextX + (goneX - meanX));
          squaresY += (y[i] - goneY) * (y[i] - nextY + (goneY - meanY));
          product += (x[i] - meanX) * (y[i] - nextY) - (goneX - meanX) * (goneY - nextY);
          meanX = nextX;
          meanY = nextY;
          if (squaresX > peakX) peakX = squaresX;
          if (squaresY > peakY) peakY = squaresY;
        }
        if (left === 0 || squaresX < WORN * peakX || squaresY < WORN * peakY) {
          meanX = meanOf(x, i, window);
          meanY = meanOf(y, i, window);
          peakX = squaresX = squaresOf(x, i, window, meanX);
          peakY = squaresY = squaresOf(y, i, window, meanY);
          product = productOf(x, y, i, window, meanX, meanY);
          left = window;
        }
        left--;
        out[i] = finish(product, squaresX, squaresY, window, sameX >= window || sameY >= window);
      }
    });
  };

/** Sample covariance (ddof = 1); exactly 0 where one column does not move. */
export const covariance = together((product, _squaresX, _squaresY, window, isStill) =>
  isStill ? 0 : product / (window - 1),
);

/** Pearson correlation within −1 … 1, NaN where one column does not move. */
export const correlation = together((product, squaresX, squaresY, _window, isStill) => {
  if (isStill) return NaN;
  const value = product / Math.sqrt(squaresX * squaresY);
  return value > 1 ? 1 : value < -1 ? -1 : value;
});

function productOf(
  x: Float64Array,
  y: Float64Array,
  last: number,
  window: number,
  meanX: number,
  meanY: number,
): number {
  let product = 0;
  for (let i = last - window + 1; i <= last; i++) product += (x[i] - meanX) * (y[i] - meanY);
  return product;
}
