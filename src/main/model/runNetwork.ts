import { assert } from '#main/lib/assert.ts';
import { sizeOf } from './kernels.ts';
import type { Kernels, Value } from './kernels.ts';
import type { LayerContext } from './layers.ts';
import type { Network } from './network.ts';

/** Samples in one forward pass when no gradient is wanted. */
const CHUNK = 1024;

type Weighted = Pick<Network, 'weights'>;

export const weightCount = ({ weights }: Weighted): number =>
  weights.reduce((sum, { shape }) => sum + sizeOf(shape), 0);

export const nameWeights = ({ weights }: Weighted, values: readonly Value[]): Map<string, Value> =>
  new Map(weights.map(({ name }, i) => [name, values[i]]));

/** A network's weights out of one flat vector, by name. */
export function splitWeights(k: Kernels, network: Weighted, flat: Value): Map<string, Value> {
  assert(flat.shape[0] === weightCount(network), 'as many weights as the network has');
  const shapes = network.weights.map(({ shape }) => shape);
  const parts = k.split(flat, shapes.map(sizeOf), 0);
  const values = parts.map((part, i) =>
    shapes[i].length === 1 ? part : k.reshape(part, shapes[i]),
  );
  return nameWeights(network, values);
}

export const range = (from: number, to: number): Int32Array =>
  Int32Array.from({ length: to - from }, (_, i) => from + i);

export interface NetworkRun {
  /** One flat vector. */
  weights: Value;
  /** Arranged as the network wants them. */
  samples: Value;
  count: number;
}

/** One output for each of the samples, without dropout. */
export function runNetwork(
  k: Kernels,
  network: Network,
  { weights, samples, count }: NetworkRun,
): Float32Array {
  const outputs = new Float32Array(count);
  for (let from = 0; from < count; from += CHUNK) {
    const size = Math.min(CHUNK, count - from);
    k.scope(() => {
      const indices = k.upload(range(from, from + size), [size]);
      const context: LayerContext = {
        k,
        weights: splitWeights(k, network, weights),
        gradients: new Map(),
        dropoutMask: null,
      };
      const x = k.gather(samples, indices, network.sampleAxis);
      outputs.set(k.download(network.forward(context, x).output), from);
      return [];
    });
  }
  return outputs;
}
