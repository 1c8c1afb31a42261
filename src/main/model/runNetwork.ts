import { assert } from '#main/lib/assert.ts';
import { sizeOf } from './kernels.ts';
import type { Kernels, Value } from './kernels.ts';
import type { Network } from './network.ts';

/** Samples in one forward pass when no gradient is wanted. */
const CHUNK = 1024;

export const weightCount = ({ weights }: Network): number =>
  weights.reduce((sum, { shape }) => sum + sizeOf(shape), 0);

export const nameWeights = ({ weights }: Network, values: readonly Value[]): Map<string, Value> =>
  new Map(weights.map(({ name }, i) => [name, values[i]]));

/** A flat vector of weights as tensors. */
export function uploadWeights(
  k: Kernels,
  network: Network,
  flat: Float32Array,
): Map<string, Value> {
  assert(flat.length === weightCount(network), 'as many weights as the network has');
  let offset = 0;
  const values = network.weights.map(({ shape }) =>
    k.upload(flat.slice(offset, (offset += sizeOf(shape))), shape),
  );
  return nameWeights(network, values);
}

export const range = (from: number, to: number): Int32Array =>
  Int32Array.from({ length: to - from }, (_, i) => from + i);

/** One output for each of `count` arranged samples, without dropout. */
export function runNetwork(
  k: Kernels,
  network: Network,
  weights: ReadonlyMap<string, Value>,
  arranged: Value,
  count: number,
): Float32Array {
  const outputs = new Float32Array(count);
  for (let from = 0; from < count; from += CHUNK) {
    const to = Math.min(from + CHUNK, count);
    k.scope(() => {
      const x = k.gather(arranged, range(from, to), network.sampleAxis);
      const context = { k, weights, gradients: new Map<string, Value>(), dropoutMask: null };
      outputs.set(k.download(network.forward(context, x).output), from);
      return [];
    });
  }
  return outputs;
}
