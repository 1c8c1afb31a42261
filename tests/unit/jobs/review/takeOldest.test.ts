import { expect, it } from 'vitest';
import { takeOldest } from '#main/jobs/review/monitorSelection.ts';

it('keeps the windows of the oldest dates of all symbols, in their order', () => {
  // Three symbols, each with windows of the dates 1 to 4.
  const places = Array.from({ length: 12 }, (_, i) => i);
  const dateOf = (place: number): number => (place % 4) + 1;
  expect(takeOldest(places, dateOf, 12)).toEqual(places);
  expect(takeOldest(places, dateOf, 6)).toEqual([0, 1, 4, 5, 8, 9]);
});
