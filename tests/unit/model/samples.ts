import type { Samples } from '#main/dataset/windows.ts';
import { createRandom } from '#main/lib/random.ts';

/** Noise in which the label hangs on the mean of the first feature: easy to learn, but not at once. */
export function makeSamples(count: number, seed: number, lookback = 6, width = 5): Samples {
  const random = createRandom(seed);
  const x = Float32Array.from({ length: count * lookback * width }, () => random.normal());
  const y = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let t = 0; t < lookback; t++) sum += x[(i * lookback + t) * width];
    y[i] = sum > 0 ? 1 : 0;
  }
  return { x, y, count, lookback, width };
}
