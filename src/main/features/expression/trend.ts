import { eachStretch } from './kernel.ts';
import type { TimeKernel } from './kernel.ts';
import { sameBefore } from './sums.ts';

/*
 * Regression of the last `window` bars on 1 … window (Qlib's Slope, Rsquare, Resi), O(1) a bar, of
 * deviations from a nearby origin; afresh every `window` bars, and earlier where rounding would show.
 */

type Fit = (
  slope: number,
  /** Last value of the window, from its mean. */
  latest: number,
  /** Squared deviations of the window from its mean. */
  squares: number,
  window: number,
) => number;

/** Squared deviations of the numbers 1 … window from their mean. */
const squaresOfBars = (window: number): number => (window * (window * window - 1)) / 12;

/** Squares this much smaller than their peak are computed anew. */
const WORN = 1e-5;

const fitTrend =
  (fit: Fit): TimeKernel =>
  (out, [x], [window], length) => {
    const middle = (window + 1) / 2;
    eachStretch(out, [x], window, length, (from, to) => {
      let same = sameBefore(x, from, window);
      let left = 0;
      let origin = 0;
      let sum = 0;
      let weighted = 0;
      let squares = 0;
      let peak = 0;
      for (let i = from + window - 1; i < to; i++) {
        same = i > from && x[i] === x[i - 1] ? same + 1 : 1;
        if (left > 0) {
          const gone = x[i - window] - origin;
          const value = x[i] - origin;
          weighted += window * value - sum;
          sum += value - gone;
          squares += value * value - gone * gone;
        }
        let deviations = squares - (sum * sum) / window;
        if (squares > peak) peak = squares;
        if (left === 0 || deviations < WORN * peak) {
          origin = 0;
          for (let k = i - window + 1; k <= i; k++) origin += x[k];
          origin /= window;
          sum = weighted = squares = 0;
          for (let k = 1; k <= window; k++) {
            const value = x[i - window + k] - origin;
            sum += value;
            weighted += k * value;
            squares += value * value;
          }
          deviations = squares - (sum * sum) / window;
          peak = squares;
          left = window;
        }
        left--;
        if (same >= window) out[i] = fit(0, 0, 0, window);
        else {
          const rise = (weighted - middle * sum) / squaresOfBars(window);
          out[i] = fit(rise, x[i] - origin - sum / window, deviations, window);
        }
      }
    });
  };

export const slope = fitTrend((rise) => rise);

/** 0 / 0 where nothing moves. */
export const rsquare = fitTrend((rise, _latest, squares, window) =>
  Math.min(1, (rise * rise * squaresOfBars(window)) / squares),
);

export const resid = fitTrend(
  (rise, latest, _squares, window) => latest - (rise * (window - 1)) / 2,
);
