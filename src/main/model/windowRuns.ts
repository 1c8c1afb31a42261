import { assert } from '#main/lib/assert.ts';
import { createKernels } from './backend.ts';
import { createDropoutMasks, takeMasks } from './dropoutMask.ts';
import { sizeOf } from './kernels.ts';
import type { Kernels, Value } from './kernels.ts';
import type { LayerContext } from './layers.ts';
import type { Passes } from './learner.ts';
import type { Network } from './network.ts';
import { splitWeights, weightCount } from './runNetwork.ts';

/**
 * Windows of one forward pass, filled up with zeros. Native kernels sum in an order that depends on the
 * number of rows: always the same number, and a prediction does not depend on how many follow it.
 */
const BLOCK = 32;

/** A network with its weights, and windows that it runs on. */
export interface WindowRun {
  network: Network;
  weights: Float32Array;
  /** count × lookback × width. */
  x: Float32Array;
  count: number;
  lookback: number;
  width: number;
}

/** One output for each window. */
export function runWindows(run: WindowRun): Float32Array {
  const outputs = new Float32Array(run.count);
  eachBlock(run, ({ k, weights, arranged, from, used }) => {
    const context = { k, weights, gradients: new Map<string, Value>(), dropoutMask: null };
    const { output } = run.network.forward(context, arranged.output);
    outputs.set(k.download(output).subarray(0, used), from);
  });
  return outputs;
}

/** What comes of them with dropout on; places that are dropped depend on the seed and the window's place. */
export function passWindows(
  run: WindowRun,
  passes: number,
  seed: number,
  toPrediction: (output: number) => number,
): Passes {
  const { network, count } = run;
  const mean = new Float32Array(count);
  const spread = new Float32Array(count);
  const masks = createDropoutMasks(network.dropoutRate, seed);
  eachBlock(run, ({ k, weights, arranged, from, used }) => {
    const bank = k.upload(masks.bank, [masks.bank.length]);
    const sums = new Float64Array(used);
    const squares = new Float64Array(used);
    for (let pass = 0; pass < passes; pass++) {
      k.scope(() => {
        const dropoutMask = takeMasks(k, bank, k.upload(masks.drawStart(), [1]));
        const context = { k, weights, gradients: new Map<string, Value>(), dropoutMask };
        const outputs = k.download(network.forward(context, arranged.output).output);
        for (let i = 0; i < used; i++) {
          const prediction = toPrediction(outputs[i]);
          sums[i] += prediction;
          squares[i] += prediction * prediction;
        }
        return [];
      });
    }
    for (let i = 0; i < used; i++) {
      const middle = sums[i] / passes;
      mean[from + i] = middle;
      spread[from + i] = Math.sqrt(Math.max(0, squares[i] / passes - middle * middle));
    }
  });
  return { mean, spread };
}

/** Gradient of each window's prediction with respect to its inputs: count × lookback × width. */
export function windowGradients(run: WindowRun, slopeOf: (output: number) => number): Float32Array {
  const { network, lookback, width } = run;
  const gradients = new Float32Array(run.x.length);
  const size = lookback * width;
  eachBlock(run, ({ k, weights, arranged, from, used }) => {
    const context: LayerContext = { k, weights, gradients: new Map(), dropoutMask: null };
    const { output, backward } = network.forward(context, arranged.output);
    const slopes = Float32Array.from(k.download(output), slopeOf);
    const ofArranged = backward(k.upload(slopes, [BLOCK, 1]))();
    const ofWindows = k.download(arranged.backward(ofArranged)());
    gradients.set(ofWindows.subarray(0, used * size), from * size);
  });
  return gradients;
}

/**
 * How much a network looks at each bar of one window: what its last attention gives to each, mean over heads
 * and over the bars that look; null without any attention.
 */
export function windowAttention(run: WindowRun): Float64Array | null {
  let found: Float64Array | null = null;
  eachBlock({ ...run, count: 1 }, ({ k, weights, arranged }) => {
    const noteShares = ({ shape }: Value, values: Float32Array): void => {
      found = meanShares(values, shape, run.lookback);
    };
    const context: LayerContext = {
      ...{ k, weights, gradients: new Map(), dropoutMask: null },
      noteShares: (shares) => noteShares(shares, k.download(shares)),
    };
    run.network.forward(context, arranged.output);
  });
  return found;
}

/** Of the first of a batch: shares over `time` bars, mean over whatever looks at them. */
function meanShares(values: Float32Array, shape: readonly number[], time: number): Float64Array {
  const rows = sizeOf(shape.slice(1)) / time;
  const mean = new Float64Array(time);
  for (let at = 0; at < rows * time; at++) mean[at % time] += values[at] / rows;
  return mean;
}

interface Block {
  k: Kernels;
  weights: Map<string, Value>;
  arranged: ReturnType<Network['arrange']>;
  /** First window and the number of windows that are not filled up. */
  from: number;
  used: number;
}

function eachBlock(run: WindowRun, visit: (block: Block) => void): void {
  const { network, weights, x, count, lookback, width } = run;
  const size = lookback * width;
  assert(x.length === count * size, 'windows of the size it was trained on');
  assert(weights.length === weightCount(network), 'as many weights as the network has');
  const k = createKernels();
  try {
    const flat = k.upload(weights, [weights.length]);
    const split = splitWeights(k, network, flat);
    for (let from = 0; from < count; from += BLOCK) {
      const used = Math.min(BLOCK, count - from);
      const filled = new Float32Array(BLOCK * size);
      filled.set(x.subarray(from * size, (from + used) * size));
      k.scope(() => {
        const arranged = network.arrange(k, k.upload(filled, [BLOCK, lookback, width]));
        visit({ k, weights: split, arranged, from, used });
        return [];
      });
    }
  } finally {
    k.dispose();
  }
}
