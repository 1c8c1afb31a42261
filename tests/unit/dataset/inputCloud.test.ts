import { describe, expect, it } from 'vitest';
import { distanceFrom, drawInputs, fitCloud, percentilesFrom } from '#main/dataset/inputCloud.ts';
import { createRandom } from '#main/lib/random.ts';

const random = createRandom(21);
const normals = (count: number): Float64Array =>
  Float64Array.from({ length: count }, () => random.normal());

describe('distance from the training inputs', () => {
  const width = 8;
  const cloud = fitCloud(normals(400 * width), 400);

  it('is small at the centre and large outside', () => {
    expect(distanceFrom(cloud, cloud.mean)).toEqual({ distance: 0, percentile: 0 });
    const far = distanceFrom(cloud, new Float64Array(width).fill(6));
    expect(far.percentile).toBe(1);
    expect(far.distance).toBeGreaterThan(4);
  });

  it('ranks new inputs of the same kind evenly', () => {
    const percentiles = Array.from(
      { length: 400 },
      () => distanceFrom(cloud, normals(width)).percentile,
    );
    const mean = percentiles.reduce((sum, value) => sum + value, 0) / percentiles.length;
    expect(mean).toBeGreaterThan(0.4);
    expect(mean).toBeLessThan(0.6);
  });

  it('does not let a column decide that hardly moved in training', () => {
    const rows = normals(200 * 2).map((value, at) => (at % 2 === 1 ? 1e-9 * value : value));
    const { distance } = distanceFrom(fitCloud(rows, 200), [0, 0.5]);
    expect(distance).toBeLessThan(3);
  });

  it('equals what can be reckoned by hand', () => {
    // Means 2 and 20; variances 1 and 100, shrunk to 0.9 · 1 + 0.1 · 50.5 = 5.95 and 95.05.
    const cloud = fitCloud([1, 10, 3, 30, 1, 30, 3, 10], 4);
    expect([...cloud.mean]).toEqual([2, 20]);
    const own = Math.sqrt((1 / 5.95 + 100 / 95.05) / 2);
    for (const each of cloud.distances) expect(each).toBeCloseTo(own, 12);
    const { distance } = distanceFrom(cloud, [4, 20]);
    expect(distance).toBeCloseTo(Math.sqrt(4 / 5.95 / 2), 12);
    expect([...percentilesFrom(cloud, [2, 20, 2, 60, 4, 20], 3)]).toEqual([0, 1, 0]);
  });

  it('counts the training inputs that lie nearer', () => {
    const line = fitCloud([-4, -3, -2, -1, 0, 0, 1, 2, 3, 4], 10);
    expect([...percentilesFrom(line, [0, 0.5, -2.5, 9], 4)]).toEqual([
      0,
      expect.closeTo(0.2, 6),
      expect.closeTo(0.6, 6),
      1,
    ]);
  });

  it('is fitted on a few of many inputs, drawn by the seed', () => {
    expect([...drawInputs(4, 9, 1)]).toEqual([0, 1, 2, 3]);
    const drawn = drawInputs(1000, 50, 7);
    expect(new Set(drawn).size).toBe(50);
    expect(drawn).toEqual(drawInputs(1000, 50, 7));
    expect(drawn).not.toEqual(drawInputs(1000, 50, 8));
    expect([...drawn]).toEqual([...drawn].sort((a, b) => a - b));
  });
});
