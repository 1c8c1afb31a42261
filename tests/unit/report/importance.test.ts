import { describe, expect, it } from 'vitest';
import { createRandom } from '#main/lib/random.ts';
import { permutationImportance, rankLossOf, squaredErrorOf } from '#main/report/importance.ts';

const LOOKBACK = 3;
const WIDTH = 4;
const SIZE = LOOKBACK * WIDTH;
const COUNT = 400;

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
const x = Float32Array.from({ length: COUNT * SIZE }, () => random.normal());
const shape = { x, lookback: LOOKBACK, width: WIDTH, count: COUNT };

describe('permutation importance', () => {
  it('ranks what the model leans on first, and gives 0 to what it does not read', async () => {
    const said = await predict(x, COUNT);
    const outcome = Array.from(said, (p) => Number(random.next() < p));
    const before = x.slice();
    const windows = { ...shape, lossOf: squaredErrorOf(outcome) };
    const { base, columns } = await permutationImportance(windows, predict, 9);
    expect(x).toEqual(before);
    expect(base).toBeCloseTo(squaredErrorOf(outcome)(said), 12);
    expect(columns[1].increase).toBeGreaterThan(columns[0].increase);
    expect(columns[0].increase).toBeGreaterThan(0);
    const nothing = { increase: 0, error: 0 };
    expect(columns.slice(2)).toEqual([nothing, nothing]);
    expect((await permutationImportance(windows, predict, 9)).columns).toEqual(columns);
  });

  it('counts in rank IC by day where outputs are no forecasts', async () => {
    const said = await predict(x, COUNT);
    const day = Array.from({ length: COUNT }, (_, i) => Math.floor(i / 20));
    const lossOf = rankLossOf(
      Array.from(said, (p) => 5 * p),
      day,
    );
    const { base, columns } = await permutationImportance({ ...shape, lossOf }, predict, 9);
    expect(base).toBe(-1);
    expect(columns[1].increase).toBeGreaterThan(0.3);
    expect(columns[2].increase).toBe(0);
  });

  it('leaves windows out whose outcome is not known', () => {
    const said = Float32Array.of(1, 2, 3, 9);
    expect(squaredErrorOf([0, 2, 3, NaN])(said)).toBeCloseTo(1 / 3, 12);
    expect(rankLossOf([1, 2, 3, NaN], [0, 0, 0, 0])(said)).toBe(-1);
    expect(rankLossOf([3, 2, 1, NaN], [0, 0, 0, 0])(said)).toBe(1);
  });
});
