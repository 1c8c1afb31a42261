import { describe, expect, it } from 'vitest';
import { fitScaler, scaleRows } from '#main/dataset/scaler.ts';

const table = {
  names: ['a', 'b', 'c'],
  length: 5,
  columns: [
    Float64Array.of(1, 3, 1, 3, 100),
    Float64Array.of(7, 7, 7, 7, 8),
    Float64Array.of(0.1, 0.1, 0.1, 0.1, 0.1),
  ],
};

describe('scaler', () => {
  const scaler = fitScaler(table, 0, 4);

  it('takes mean and population deviation of the fitted rows only', () => {
    expect([...scaler.mean.subarray(0, 2)]).toEqual([2, 7]);
    expect(scaler.inverseStd[0]).toBe(1);
  });

  it('scales rows side by side', () => {
    expect([...scaleRows(table, scaler, 0, 2)]).toEqual([-1, 0, 0, 1, 0, 0]);
    expect(scaleRows(table, scaler, 2, 2).length).toBe(0);
  });

  it('keeps a column at 0 that was constant when fitted, even where it moves later', () => {
    expect([...scaleRows(table, scaler, 4, 5)]).toEqual([98, 0, 0]);
  });

  it('takes rounding for no spread', () => {
    const noisy = { names: ['a'], length: 2, columns: [Float64Array.of(1e6, 1e6 + 1e-10)] };
    expect(fitScaler(noisy, 0, 2).inverseStd[0]).toBe(0);
  });

  it('refuses rows without a value', () => {
    const gap = { names: ['a'], length: 2, columns: [Float64Array.of(NaN, 1)] };
    expect(() => fitScaler(gap, 0, 2)).toThrow('column a');
    expect(() => fitScaler(table, 3, 3)).toThrow('inside the table');
  });
});
