import { describe, expect, it } from 'vitest';
import { createRandom } from '#main/lib/random.ts';
import { sortFloats } from '#main/model/trees/sortFloats.ts';

describe('sorting many values', () => {
  it('orders every kind of number as the platform does', () => {
    const random = createRandom(4);
    const odd = [NaN, -0, 0, Infinity, -Infinity, 1e-45, -1e-45, 3.4e38];
    const values = Float32Array.from({ length: 5000 }, (_, i) =>
      i % 10 === 0
        ? odd[random.below(odd.length)]
        : random.normal() * 10 ** (random.below(60) - 30),
    );
    expect(sortFloats(values.slice())).toEqual(values.slice().sort());
    const part = values.slice();
    sortFloats(part.subarray(7, 4000));
    expect(part.subarray(7, 4000)).toEqual(values.slice(7, 4000).sort());
    expect(part.subarray(4000)).toEqual(values.subarray(4000));
  });
});
