import { describe, expect, it } from 'vitest';
import { createRandom } from '#main/lib/random.ts';
import { binColumns, findThresholds, passOf } from '#main/model/trees/binning.ts';
import { createTurns } from '#main/model/trees/turns.ts';

const thresholds = (values: number[], bins: number): number[] => [
  ...findThresholds(Float32Array.from(values), bins),
];

describe('bins of a column', () => {
  it('end halfway between distinct values where these are few', () => {
    expect(thresholds([5, 1, 1, 2, NaN, 5], 255)).toEqual([1.5, 3.5]);
    expect(thresholds([-0, 0, 4], 255)).toEqual([2]);
  });

  it('end at quantiles where values are many, at the mean of two where one falls between them', () => {
    expect(thresholds([8, 7, 6, 5, 4, 3, 2, 1], 4)).toEqual([2.5, 4.5, 6.5]);
    expect(thresholds([9, 8, 7, 6, 5, 4, 3, 2, 1], 2)).toEqual([5]);
  });

  it('are fewer where a quantile repeats', () => {
    expect(thresholds([1, 1, 1, 1, 1, 1, 2, 3, 4, 5], 3)).toEqual([1, 2]);
  });

  it('are one where there is one value or none', () => {
    expect(thresholds([3, 3, NaN], 255)).toEqual([]);
    expect(thresholds([NaN, NaN], 255)).toEqual([]);
  });

  it('are filled equally, give or take a row at either end', () => {
    const random = createRandom(1);
    const values = Float32Array.from({ length: 25_500 }, () => random.normal());
    const ends = findThresholds(values.slice(), 255);
    expect(ends).toHaveLength(254);
    for (let i = 1; i < ends.length; i++) {
      const inside = values.filter((value) => value > ends[i - 1] && value <= ends[i]);
      expect(Math.abs(inside.length - 100)).toBeLessThanOrEqual(1);
    }
  });
});

describe('binned columns', () => {
  it('lie four in one number, missing values after the last bin', async () => {
    const width = 5;
    const x = Float32Array.of(...[1, 10, NaN, 7, 2], ...[2, 30, 5, 7, NaN], ...[3, 20, 4, 7, 1]);
    const rows = { x, y: new Float32Array(3), count: 3, width };
    const binned = await binColumns(rows, 255, 1, createTurns(undefined));
    const binsOf = (column: number): number[] => {
      const { pass, shift } = passOf(binned, column);
      return Array.from(pass, (four) => (four >>> shift) & 255);
    };
    expect([0, 1, 2, 3, 4].map(binsOf)).toEqual([
      [0, 1, 2],
      [0, 2, 1],
      [2, 1, 0],
      [0, 0, 0],
      [1, 2, 0],
    ]);
    expect([...binned.hasMissing]).toEqual([0, 0, 1, 0, 1]);
  });

  it('are cut by a sample of a very long column', async () => {
    const random = createRandom(3);
    const count = 250_000;
    const x = Float32Array.from({ length: count }, () => random.next());
    const rows = { x, y: new Float32Array(count), count, width: 1 };
    const {
      thresholds: [ends],
    } = await binColumns(rows, 10, 1, createTurns(undefined));
    expect(ends).toHaveLength(9);
    ends.forEach((end, i) => expect(end).toBeCloseTo((i + 1) / 10, 1));
  });
});
