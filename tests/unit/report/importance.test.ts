import { describe, expect, it } from 'vitest';
import { createRandom } from '#main/lib/random.ts';
import { permutationImportance } from '#main/report/importance.ts';
import { pathContributions } from '#main/report/importancePath.ts';

const LOOKBACK = 3;
const WIDTH = 4;
const SIZE = LOOKBACK * WIDTH;

/** A smooth model of the first two columns: the second of the last bar counts thrice. */
const predict = (x: Float32Array, count: number): Promise<Float32Array> =>
  Promise.resolve(
    Float32Array.from({ length: count }, (_, i) => {
      const at = (bar: number, column: number): number => x[i * SIZE + bar * WIDTH + column];
      const odds = at(0, 0) + at(2, 0) * at(1, 0) + 3 * at(2, 1);
      return 1 / (1 + Math.exp(-odds));
    }),
  );

const random = createRandom(3);
const draw = (count: number): Float32Array =>
  Float32Array.from({ length: count * SIZE }, () => random.normal());

describe('contributions along the path', () => {
  it('add up to the prediction against that of the origin', async () => {
    for (let i = 0; i < 5; i++) {
      const found = await pathContributions(draw(1), new Float32Array(SIZE), predict);
      const sum = found.values.reduce((total, value) => total + value, 0);
      expect(found.baseline).toBeCloseTo(0.5, 6);
      expect(sum).toBeCloseTo(found.prediction - found.baseline, 2);
    }
  });

  it('are nothing for inputs that the model does not read, or that are as at the origin', async () => {
    const [window, origin] = [draw(1), draw(1)];
    window[2 * WIDTH + 1] = origin[2 * WIDTH + 1];
    const { values } = await pathContributions(window, origin, predict);
    expect(values[2]).toBe(0);
    expect(values[2 * WIDTH + 1]).toBe(0);
    expect(Math.abs(values[0])).toBeGreaterThan(1e-6);
  });
});

describe('permutation importance', () => {
  it('ranks what the model leans on first, and gives 0 to what it does not read', async () => {
    const x = draw(400);
    const said = await predict(x, 400);
    const outcome = Float64Array.from(said, (p) => Number(random.next() < p));
    const windows = { x, lookback: LOOKBACK, width: WIDTH, outcome };
    const before = x.slice();
    const found = await permutationImportance(windows, predict, 9);
    expect(x).toEqual(before);
    expect(found[1].increase).toBeGreaterThan(found[0].increase);
    expect(found[0].increase).toBeGreaterThan(0);
    expect([found[2], found[3]]).toEqual([
      { increase: 0, error: 0 },
      { increase: 0, error: 0 },
    ]);
    expect(await permutationImportance(windows, predict, 9)).toEqual(found);
  });
});
