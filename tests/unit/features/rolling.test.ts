import { describe, expect, it } from 'vitest';
import {
  rollingMax,
  rollingMean,
  rollingMin,
  rollingSum,
  rollingVariance,
} from '#main/features/indicators/rolling.ts';
import { createRandom } from '#main/lib/random.ts';

const random = createRandom(7);
const values = Float64Array.from({ length: 200 }, () => Math.round(random.normal() * 20) / 2);

/** The definition, window by window. */
function byWindow(
  column: Float64Array,
  window: number,
  first: number,
  reduce: (part: number[]) => number,
): number[] {
  return Array.from(column, (_, i) =>
    i < first + window - 1 ? NaN : reduce([...column.subarray(i - window + 1, i + 1)]),
  );
}

const sum = (part: number[]): number => part.reduce((a, b) => a + b, 0);
const variance = (part: number[]): number => {
  const mean = sum(part) / part.length;
  return sum(part.map((value) => (value - mean) ** 2)) / part.length;
};

function expectClose(ours: Float64Array, theirs: number[]): void {
  expect(ours.length).toBe(theirs.length);
  theirs.forEach((value, i) => {
    if (Number.isNaN(value)) expect(ours[i]).toBeNaN();
    else
      expect(Math.abs(ours[i] - value)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(value)));
  });
}

describe.each([1, 2, 3, 14, 199, 200, 201])('a window of %i', (window) => {
  it.each([0, 5])('equals its definition from bar %i on', (first) => {
    expectClose(rollingSum(values, window, first), byWindow(values, window, first, sum));
    const mean = (part: number[]): number => sum(part) / window;
    expectClose(rollingMean(values, window, first), byWindow(values, window, first, mean));
    const max = byWindow(values, window, first, (part) => Math.max(...part));
    const min = byWindow(values, window, first, (part) => Math.min(...part));
    expect([...rollingMax(values, window, first)]).toEqual(max);
    expect([...rollingMin(values, window, first)]).toEqual(min);
    if (window < 2) return;
    const spread = byWindow(values, window, first, variance);
    expectClose(rollingVariance(values, window, window, first), spread);
  });
});

describe('running sums', () => {
  it('keep their digits behind a huge outlier', () => {
    const spiked = values.slice();
    spiked[20] = 1e15;
    const tail = rollingSum(spiked, 10).subarray(60);
    expect([...tail]).toEqual(byWindow(values, 10, 0, sum).slice(60));
  });

  it('find a small variance far from zero', () => {
    const far = values.map((value) => 1e6 + value / 1000);
    const ours = rollingVariance(far, 20, 20);
    byWindow(far, 20, 0, variance).forEach((value, i) => {
      if (i >= 19) expect(Math.abs(ours[i] / value - 1)).toBeLessThan(1e-6);
    });
  });

  it('never report a negative variance', () => {
    const still = values.map((value, i) => (i < 100 ? value * 1e6 : 3.3));
    expect(
      rollingVariance(still, 30, 29)
        .subarray(29)
        .every((value) => value >= 0),
    ).toBe(true);
  });
});
