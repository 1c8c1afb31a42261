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
    let origin = 0;
    /** Mean of the window, from the origin. */
    let mean = 0;
    let squares = 0;
    let peak = 0;
    for (let i = from + window - 1; i < to; i++) {
      same = i > from && x[i] === x[i - 1] ? same + 1 : 1;
      if (left > 0) {
        const gone = x[i - window] - origin;
        const value = x[i] - origin;
        const next = mean + (value - gone) / window;
        squares += (value - gone) * (value - next + (gone - mean));
        mean = next;
        if (squares > peak) peak = squares;
      }
      if (left === 0 || squares < WORN * peak) {
        origin = meanFrom(0, x, i, window);
        mean = meanFrom(origin, x, i, window);
        peak = squares = squaresFrom(origin, mean, x, i, window);
        left = window;
      }
      left--;
      out[i] = same >= window ? 0 : squares / (window - 1);
    }
  });
};

/*
 * The mean is found from the origin once more: it is off by a rounding of the origin's size, which would
 * show in the squares of small moves.
 */
function meanFrom(origin: number, x: Float64Array, last: number, window: number): number {
  let sum = 0;
  for (let i = last - window + 1; i <= last; i++) sum += x[i] - origin;
  return sum / window;
}

function squaresFrom(
  origin: number,
  mean: number,
  x: Float64Array,
  last: number,
  window: number,
): number {
  let squares = 0;
  for (let i = last - window + 1; i <= last; i++) squares += (x[i] - origin - mean) ** 2;
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
      let originX = 0;
      let originY = 0;
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
          const goneX = x[i - window] - originX;
          const goneY = y[i - window] - originY;
          const valueX = x[i] - originX;
          const valueY = y[i] - originY;
          const nextX = meanX + (valueX - goneX) / window;
          const nextY = meanY + (valueY - goneY) / window;
          squaresX += (valueX - goneX) * (valueX - nextX + (goneX - meanX));
          squaresY += (valueY - goneY) * (valueY - nextY + (goneY - meanY));
          product += (valueX - meanX) * (valueY - nextY) - (goneX - meanX) * (goneY - nextY);
          meanX = nextX;
          meanY = nextY;
          if (squaresX > peakX) peakX = squaresX;
          if (squaresY > peakY) peakY = squaresY;
        }
        if (left === 0 || squaresX < WORN * peakX || squaresY < WORN * peakY) {
          originX = meanFrom(0, x, i, window);
          originY = meanFrom(0, y, i, window);
          meanX = meanFrom(originX, x, i, window);
          meanY = meanFrom(originY, y, i, window);
          peakX = squaresX = squaresFrom(originX, meanX, x, i, window);
          peakY = squaresY = squaresFrom(originY, meanY, y, i, window);
          product = 0;
          for (let k = i - window + 1; k <= i; k++) {
            product += (x[k] - originX - meanX) * (y[k] - originY - meanY);
          }
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
