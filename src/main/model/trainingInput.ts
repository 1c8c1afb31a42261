import type { SampleStream } from '#main/dataset/panel/panelSamples.ts';
import type { Samples } from '#main/dataset/windows.ts';
import { assert } from '#main/lib/assert.ts';
import type { Kernels, Value } from './kernels.ts';
import type { Network } from './network.ts';
import { range, runNetwork } from './runNetwork.ts';

/** Windows that lie in memory, or that are cut out batch by batch. Either gives the same bits. */
export type TrainingInput = Samples | SampleStream;

/** Streamed windows that are evaluated at a time. */
const CHUNK = 8192;

export function checkInput(input: TrainingInput, part: string): void {
  const { y, count, lookback, width } = input;
  assert(count > 0, `${part} samples`);
  assert(y.length === count && y.every(Number.isFinite), `${part} labels are known`);
  if ('x' in input) assert(input.x.length === count * lookback * width, `${part} samples fit`);
}

const arrange = (k: Kernels, network: Network, x: Float32Array, input: TrainingInput): Value => {
  const count = x.length / (input.lookback * input.width);
  return network.arrange(k, k.upload(x, [count, input.lookback, input.width])).output;
};

/** For a batch: arranged windows, and where among them its samples are. */
export function createDraw(
  k: Kernels,
  network: Network,
  input: TrainingInput,
): (indices: Int32Array) => [arranged: Value, places: Value] {
  const place = (indices: Int32Array): Value => k.upload(indices, [indices.length]);
  if ('x' in input) {
    const [arranged] = k.scope(() => [arrange(k, network, input.x, input)]);
    return (indices) => [arranged, place(indices)];
  }
  return (indices) => [
    arrange(k, network, input.read(indices), input),
    place(range(0, indices.length)),
  ];
}

/** The network's outputs for all samples of an input, whenever it is called. */
export function createEvaluation(
  k: Kernels,
  network: Network,
  input: TrainingInput,
): (weights: Value) => Float32Array {
  const { count } = input;
  if ('x' in input) {
    const [samples] = k.scope(() => [arrange(k, network, input.x, input)]);
    return (weights) => runNetwork(k, network, { weights, samples, count });
  }
  return (weights) => {
    const outputs = new Float32Array(count);
    for (let from = 0; from < count; from += CHUNK) {
      const to = Math.min(from + CHUNK, count);
      k.scope(() => {
        const samples = arrange(k, network, input.read(range(from, to)), input);
        outputs.set(runNetwork(k, network, { weights, samples, count: to - from }), from);
        return [];
      });
    }
    return outputs;
  };
}
