import { expect, it } from 'vitest';
import { distanceQuality } from '#main/report/distanceQuality.ts';

it('parts predictions at the 99th percentile of the training windows', () => {
  expect(distanceQuality([0, 0.99, 0.991, 1, NaN], [1, 3, 5, NaN, 100])).toEqual({
    ...{ bound: 0.99, count: 4, outsideShare: 0.5 },
    inside: { count: 2, error: 2 },
    outside: { count: 1, error: 5 },
  });
});

it('states no error without outcomes, and nothing without distances', () => {
  expect(distanceQuality([0.5], [NaN])?.inside).toEqual({ count: 0, error: null });
  expect(distanceQuality([NaN], [1])).toBeNull();
});
