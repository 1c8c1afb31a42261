import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { createCpuKernels } from '#main/model/cpuKernels.ts';
import { hardLstm } from '#main/model/hardLstm.ts';
import { createRandom } from '#main/lib/random.ts';

const [TIME, BATCH, WIDTH, HIDDEN] = [4, 3, 2, 2];

const hardSigmoid = (z: number): number => Math.min(1, Math.max(0, 0.2 * z + 0.5));

/** The same, number by number, after the formulas of Keras' documentation. */
function byHand(
  x: Float32Array,
  weight: Float32Array,
  bias: Float32Array,
  sample: number,
): number[] {
  let h = new Array<number>(HIDDEN).fill(0);
  let c = h.slice();
  for (let t = 0; t < TIME; t++) {
    const row = [
      ...x.subarray((t * BATCH + sample) * WIDTH, (t * BATCH + sample + 1) * WIDTH),
      ...h,
    ];
    const z = Array.from(bias, (b, j) =>
      row.reduce((sum, value, i) => sum + value * weight[i * 4 * HIDDEN + j], b),
    );
    c = c.map((before, u) => {
      const [input, forget] = [hardSigmoid(z[u]), hardSigmoid(z[HIDDEN + u])];
      return forget * before + input * Math.tanh(z[2 * HIDDEN + u]);
    });
    h = c.map((cell, u) => hardSigmoid(z[3 * HIDDEN + u]) * Math.tanh(cell));
  }
  return h;
}

test('gates go through Keras’ hard sigmoid', async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
  const k = createCpuKernels(tf);
  const random = createRandom(5);
  const draw = (length: number): Float32Array =>
    Float32Array.from({ length }, () => 3 * random.normal());
  const x = draw(TIME * BATCH * WIDTH);
  const weight = draw((WIDTH + HIDDEN) * 4 * HIDDEN);
  const bias = draw(4 * HIDDEN);
  const weights = new Map([
    ['at.weight', k.upload(weight, [WIDTH + HIDDEN, 4 * HIDDEN])],
    ['at.bias', k.upload(bias, [4 * HIDDEN])],
  ]);
  const context = { k, weights, gradients: new Map(), dropoutMask: null };
  const { output } = hardLstm(context, 'at', k.upload(x, [TIME, BATCH, WIDTH]));
  const actual = k.download(output);
  for (let sample = 0; sample < BATCH; sample++) {
    byHand(x, weight, bias, sample).forEach((value, u) => {
      expect(actual[sample * HIDDEN + u]).toBeCloseTo(value, 4);
    });
  }
  k.dispose();
});
