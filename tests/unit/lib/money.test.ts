import { expect, it } from 'vitest';
import { roundToFen } from '#main/lib/money.ts';

it.each([
  [1.005, 1.01],
  [1.015, 1.02],
  [8.575, 8.58],
  [2.675, 2.68],
  [0.004999, 0],
  [1234567.885, 1234567.89],
  [-1.005, -1.01],
  [10, 10],
])('rounds %f yuan half up to %f', (yuan, fen) => {
  expect(roundToFen(yuan)).toBe(fen);
});

it('leaves every whole number of fen as it is', () => {
  for (let fen = 0; fen < 200_000; fen += 37) expect(roundToFen(fen / 100)).toBe(fen / 100);
});
