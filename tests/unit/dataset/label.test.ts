import { describe, expect, it } from 'vitest';
import { forwardReturnLabel } from '#main/dataset/label.ts';

describe('forward return label', () => {
  const close = Float64Array.of(100, 101, 100, 102, 103.5);

  it('is 1 only where the return exceeds the threshold', () => {
    expect([...forwardReturnLabel(close, 2, 0.01)]).toEqual([0, 0, 1, NaN, NaN]);
    expect([...forwardReturnLabel(close, 1, 0)]).toEqual([1, 0, 1, 1, NaN]);
  });

  it('is not known on the last bars', () => {
    expect([...forwardReturnLabel(close, 4, 0)]).toEqual([1, NaN, NaN, NaN, NaN]);
    expect([...forwardReturnLabel(close, 9, 0)]).toEqual([NaN, NaN, NaN, NaN, NaN]);
  });

  it('refuses a horizon that would not look ahead', () => {
    expect(() => forwardReturnLabel(close, 0, 0)).toThrow('horizon');
  });
});
