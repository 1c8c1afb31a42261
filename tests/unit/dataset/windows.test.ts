import { describe, expect, it } from 'vitest';
import { buildWindows } from '#main/dataset/windows.ts';

describe('windows', () => {
  // Bar b holds 10b and 10b + 1; row 0 is bar 100.
  const rows = Float32Array.of(0, 1, 10, 11, 20, 21, 30, 31);
  const block = { rows, from: 100, width: 2 };
  const labels = new Float32Array(104).fill(NaN);
  labels.set([1, 0], 101);

  it('end at their bar, oldest row first, with its label', () => {
    const samples = buildWindows(block, labels, 101, 104, 2);
    expect(samples).toMatchObject({ count: 3, lookback: 2, width: 2 });
    expect([...samples.x]).toEqual([0, 1, 10, 11, 10, 11, 20, 21, 20, 21, 30, 31]);
    expect([...samples.y]).toEqual([1, 0, NaN]);
  });

  it('are none for an empty range', () => {
    expect(buildWindows(block, labels, 103, 103, 2)).toMatchObject({ count: 0 });
  });

  it('refuse to read rows that are not there', () => {
    expect(() => buildWindows(block, labels, 100, 102, 2)).toThrow('first window');
    expect(() => buildWindows(block, labels, 102, 105, 2)).toThrow('last window');
  });
});
