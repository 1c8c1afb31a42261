import { describe, expect, it } from 'vitest';
import type { Value } from '#main/model/kernels.ts';
import { adam, rmsprop, sgd, startState } from '#main/model/optimizer.ts';
import type { OptimizerOptions } from '#main/model/optimizer.ts';
import { withBothKernels } from './bothKernels.ts';

const { kernels, isNative } = withBothKernels();

const START = [0.5, -1, 2, 0.25, -0.125];
/** A small, a large and a vanishing gradient among them. */
const gradientAt = (step: number): number[] => [0.1 * step, -3, 1e-5, Math.cos(step), 0];

/** The textbook's steps in double precision, one weight at a time. */
const FORMULAS: Record<string, (steps: number, i: number) => number> = {
  adam: (steps, i) => {
    let [weight, mean, variance] = [START[i], 0, 0];
    for (let t = 1; t <= steps; t++) {
      const gradient = gradientAt(t)[i];
      mean = 0.9 * mean + 0.1 * gradient;
      variance = 0.999 * variance + 0.001 * gradient ** 2;
      const corrected = Math.sqrt(variance / (1 - 0.999 ** t));
      weight -= (0.01 * mean) / (1 - 0.9 ** t) / (corrected + 1e-8);
    }
    return weight;
  },
  rmsprop: (steps, i) => {
    let [weight, meanSquare] = [START[i], 0];
    for (let t = 1; t <= steps; t++) {
      const gradient = gradientAt(t)[i];
      meanSquare = 0.9 * meanSquare + 0.1 * gradient ** 2;
      weight -= (0.01 * gradient) / Math.sqrt(meanSquare + 1e-7);
    }
    return weight;
  },
  sgd: (steps, i) => {
    let weight = START[i];
    for (let t = 1; t <= steps; t++) weight -= 0.01 * gradientAt(t)[i];
    return weight;
  },
};
const OPTIMIZERS: OptimizerOptions[] = [adam(0.01), rmsprop(0.01), sgd(0.01)];

describe.each(OPTIMIZERS)('$kind', (optimizer) => {
  it.each(isNative ? ['native', 'cpu'] : ['cpu'])('steps as its formula says (%s)', (backend) => {
    const k = kernels.get(backend)!;
    const run = k.program(`${backend} ${optimizer.kind}`, ([gradient, ...state]) =>
      k.optimize(optimizer, state, gradient),
    );
    let state: readonly Value[] = startState(k, optimizer, Float32Array.from(START));
    for (let step = 1; step <= 12; step++) {
      const gradient = gradientAt(step);
      const slope = k.upload(Float32Array.from(gradient), [gradient.length]);
      state = run([slope, ...state]);
      const weights = k.download(state[0]);
      weights.forEach((weight, i) => {
        expect(Math.abs(weight - FORMULAS[optimizer.kind](step, i))).toBeLessThan(2e-6);
      });
    }
  });
});
