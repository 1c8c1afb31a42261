import { describe, expect, test } from 'vitest';
import type { SampleStream } from '#main/dataset/panel/panelSamples.ts';
import { streamWindows } from '#main/dataset/panel/panelSamples.ts';
import { createRandom } from '#main/lib/random.ts';
import { solvePositive } from '#main/lib/cholesky.ts';
import { fitRidge, predictRidge } from '#main/model/ridge.ts';
import { failureOf } from '#tests/fixtures/failureOf.ts';

/** y = 2 + 3 a − b and noise, over windows of two bars of one column. */
function makeStream(count: number, noise: number): SampleStream {
  const random = createRandom(4);
  const x = Float32Array.from({ length: 2 * count }, () => random.normal());
  const ends = Int32Array.from({ length: count }, (_, i) => 2 * i + 1);
  const y = Float32Array.from(
    { length: count },
    (_, i) => 2 + 3 * x[2 * i] - x[2 * i + 1] + noise * random.normal(),
  );
  return streamWindows(x, ends, y, { lookback: 2, width: 1 });
}

describe('solving by Cholesky', () => {
  test('gives the solution of a positive definite system', () => {
    const solution = solvePositive(Float64Array.of(4, 2, 2, 3), Float64Array.of(2, 5), 2)!;
    expect(solution[0]).toBeCloseTo(-0.5, 12);
    expect(solution[1]).toBeCloseTo(2, 12);
  });

  test('tells a matrix that is not positive definite', () => {
    expect(solvePositive(Float64Array.of(1, 1, 1, 1), Float64Array.of(1, 1), 2)).toBeNull();
    expect(solvePositive(Float64Array.of(1, 2, 2, 1), Float64Array.of(1, 1), 2)).toBeNull();
  });
});

describe('ridge regression', () => {
  test('finds the line without a penalty', () => {
    const { intercept, weights } = fitRidge(makeStream(500, 0), 0);
    expect(intercept).toBeCloseTo(2, 5);
    expect(weights[0]).toBeCloseTo(3, 5);
    expect(weights[1]).toBeCloseTo(-1, 5);
  });

  test('shrinks weights towards 0 and leaves the mean alone', () => {
    const samples = makeStream(9000, 0.1);
    const ridge = fitRidge(samples, 1);
    expect(ridge.weights[0]).toBeCloseTo(1.5, 1);
    const predicted = predictRidge(ridge, samples);
    const mean = (values: Float32Array): number =>
      values.reduce((a, b) => a + b, 0) / values.length;
    expect(mean(predicted)).toBeCloseTo(mean(samples.y), 4);
  });

  test('refuses inputs that say the same twice without a penalty, and takes them with one', () => {
    const x = Float32Array.of(1, 1, 2, 2, 4, 4);
    const twice = streamWindows(x, Int32Array.of(0, 1, 2), Float32Array.of(1, 2, 4), {
      ...{ lookback: 1, width: 2 },
    });
    expect(failureOf(() => fitRidge(twice, 0)).code).toBe('MODEL_DIVERGED');
    const { weights } = fitRidge(twice, 1e-6);
    expect(weights[0]).toBeCloseTo(weights[1], 6);
  });
});
