import { describe, expect, it } from 'vitest';
import { smote } from '#main/dataset/smote.ts';
import type { Samples } from '#main/dataset/windows.ts';
import { createRandom } from '#main/lib/random.ts';

const LOOKBACK = 3;
const WIDTH = 3;
const SIZE = LOOKBACK * WIDTH;

function randomSamples(positives: number, negatives: number): Samples {
  const random = createRandom(11);
  const count = positives + negatives;
  const y = new Float32Array(count);
  for (let i = 0; i < positives; i++) y[(i * 7) % count] = 1;
  const x = Float32Array.from({ length: count * SIZE }, () => random.normal());
  return { x, y, count, lookback: LOOKBACK, width: WIDTH };
}

const rowOf = (samples: Samples, i: number): number[] => [
  ...samples.x.subarray(i * SIZE, (i + 1) * SIZE),
];
const positivesOf = (samples: Samples): number => samples.y.reduce((a, b) => a + b, 0);
const distance = (a: number[], b: number[]): number => Math.hypot(...a.map((v, j) => v - b[j]));

describe('SMOTE', () => {
  const before = randomSamples(12, 50);
  const after = smote(before, 5, 1);

  it('balances the classes and keeps the originals first, untouched', () => {
    expect(after.count).toBe(100);
    expect(positivesOf(after)).toBe(50);
    expect(after.x.subarray(0, before.x.length)).toEqual(before.x);
    expect(after.y.subarray(0, before.count)).toEqual(before.y);
    expect(after.x.length).toBe(100 * SIZE);
  });

  it('draws each new sample between a member of the smaller class and one of its 5 nearest', () => {
    const members = [...before.y.keys()].filter((i) => before.y[i] === 1);
    const rows = members.map((i) => rowOf(before, i));
    for (let i = before.count; i < after.count; i++) {
      const drawn = rowOf(after, i);
      const isBetween = rows.some((base) => {
        const near = rows
          .filter((other) => other !== base)
          .sort((a, b) => distance(a, base) - distance(b, base))
          .slice(0, 5);
        return near.some(
          (end) =>
            Math.abs(distance(base, drawn) + distance(drawn, end) - distance(base, end)) < 1e-5,
        );
      });
      expect(isBetween).toBe(true);
    }
  });

  it('gives the same samples for a seed and others for another', () => {
    expect(smote(before, 5, 1)).toEqual(after);
    expect(smote(before, 5, 2).x).not.toEqual(after.x);
  });

  it('grows whichever class is smaller', () => {
    const grown = smote(randomSamples(40, 20), 5, 1);
    expect(grown.count).toBe(80);
    expect(positivesOf(grown)).toBe(40);
  });

  it('leaves balanced classes, tiny classes and a switched-off call alone', () => {
    for (const samples of [randomSamples(20, 20), randomSamples(6, 20), randomSamples(20, 0)]) {
      expect(smote(samples, 5, 1)).toBe(samples);
    }
    expect(smote(before, 0, 1)).toBe(before);
    expect(smote(randomSamples(7, 20), 5, 1).count).toBe(40);
  });

  it('accepts members that lie on one another', () => {
    const twins = randomSamples(12, 50);
    twins.x.fill(1);
    expect(smote(twins, 5, 1).x.every((value) => value === 1)).toBe(true);
  });
});
