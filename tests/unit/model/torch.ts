import { z } from 'zod';
import { readShared } from '#tests/fixtures/shared.ts';

export type Nested = number | Nested[];
export const nested: z.ZodType<Nested> = z.lazy(() => z.union([z.number(), z.array(nested)]));
export const goldenSchema = z.object({
  x: nested,
  y: nested,
  p: nested,
  loss: z.number(),
  weights: z.record(z.string(), nested),
  grads: z.record(z.string(), nested),
});

export const flatten = (value: Nested): number[] =>
  typeof value === 'number' ? [value] : value.flatMap(flatten);

const shapeOf = (value: Nested): number[] =>
  typeof value === 'number' ? [] : [value.length, ...shapeOf(value[0])];

/** Weights or gradients as PyTorch keeps them: linear ones are out × in, the gates input, forget, cell, output. */
export interface Torch {
  of: (name: string) => number[];
  /** in × out. */
  transposed: (name: string) => number[];
}

export function openTorch(values: Record<string, Nested>): Torch {
  const of = (name: string): number[] => flatten(values[name]);
  return {
    of,
    transposed: (name) => {
      const [rows, columns] = shapeOf(values[name]);
      const flat = of(name);
      return Array.from(
        { length: rows * columns },
        (_, i) => flat[(i % rows) * columns + Math.floor(i / rows)],
      );
    },
  };
}

export function readGolden(file: string) {
  const golden = goldenSchema.parse(JSON.parse(readShared('golden', file)));
  return {
    x: Float32Array.from(flatten(golden.x)),
    y: Float32Array.from(flatten(golden.y)),
    p: flatten(golden.p),
    loss: golden.loss,
    weights: openTorch(golden.weights),
    grads: openTorch(golden.grads),
  };
}
