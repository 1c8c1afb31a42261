import { describe, expect, it } from 'vitest';
import type { Kernels } from '#main/model/kernels.ts';
import { withBothKernels } from './bothKernels.ts';
import { LAYER_CASES, drawValues, passLayer } from './layerCases.ts';
import type { LayerCase } from './layerCases.ts';

const { kernels, isNative } = withBothKernels();

const STEP = 2 ** -9;

/** Central differences of the sum that `passLayer` weighs the output with. */
function differences(k: Kernels, of: LayerCase, name: string): number[] {
  const values = drawValues(of);
  const tuned = values.get(name)!;
  return Array.from(tuned, (start, i) => {
    const at = (shift: number): number => {
      tuned[i] = start + shift;
      return passLayer(k, of, values, 'there').total;
    };
    const slope = (at(STEP) - at(-STEP)) / (2 * STEP);
    tuned[i] = start;
    return slope;
  });
}

function expectClose(actual: readonly number[], expected: readonly number[], gap: number): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, i) => {
    expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(gap * (1 + Math.abs(expected[i])));
  });
}

describe.each(LAYER_CASES)('$name', (of) => {
  const names = [...Object.keys(of.weights), 'x'];

  it.each(isNative ? ['native', 'cpu'] : ['cpu'])(
    'has the gradients of finite differences (%s)',
    (backend) => {
      const k = kernels.get(backend)!;
      const { gradients } = passLayer(k, of, drawValues(of));
      expect([...gradients.keys()].sort()).toEqual([...names].sort());
      for (const name of names) expectClose(gradients.get(name)!, differences(k, of, name), 2e-3);
    },
  );

  it.runIf(isNative)('is the same layer as a program', () => {
    const k = kernels.get('native')!;
    const plain = passLayer(k, of, drawValues(of));
    const program = passLayer(k, of, drawValues(of), 'program');
    expectClose(program.output, plain.output, 1e-6);
    for (const name of names) {
      expectClose(program.gradients.get(name)!, plain.gradients.get(name)!, 1e-6);
    }
  });

  it.runIf(isNative)('is the same layer on both backends', () => {
    const [native, cpu] = ['native', 'cpu'].map((name) =>
      passLayer(kernels.get(name)!, of, drawValues(of)),
    );
    expectClose(native.output, cpu.output, 1e-5);
    for (const name of names) {
      expectClose(native.gradients.get(name)!, cpu.gradients.get(name)!, 1e-5);
    }
  });
});
