import { z } from 'zod';
import type { DateSamples } from '#main/dataset/panel/dateSamples.ts';
import { assert } from '#main/lib/assert.ts';
import { createKernels } from '../backend.ts';
import { createDropoutMasks, takeMasks } from '../dropoutMask.ts';
import type { Kernels, Value } from '../kernels.ts';
import type { LayerContext } from '../layers.ts';
import type { Passes } from '../learner.ts';
import { mismatch, packModel, unpackModel } from '../modelFile.ts';
import { range, splitWeights, weightCount } from '../runNetwork.ts';
import { historySchema } from '../trainedModel.ts';
import type { TrainingHistory } from '../trainedModel.ts';
import { createDateNetwork, dateSpecSchema } from './dateNetwork.ts';
import type { DateNetwork, DateSpec } from './dateNetwork.ts';
import { readMasks } from './dateProblem.ts';

export interface DateModelState {
  spec: DateSpec;
  slots: number;
  lookback: number;
  width: number;
  history: TrainingHistory;
  weights: Float32Array;
}

/** A trained network that reads all symbols of a date at once. */
export interface TrainedDates extends Readonly<DateModelState> {
  /** count × slots: one number a symbol; of no meaning where it has no window. Needs an opened backend. */
  predict: (samples: DateSamples) => Float32Array;
  /** The same over passes with dropout on. */
  predictPasses: (samples: DateSamples, passes: number, seed: number) => Passes;
  toBytes: () => Uint8Array;
}

/** Dates of one forward pass, filled up, so that a prediction does not depend on how many follow. */
const BLOCK = 4;

export function createTrainedDates(state: DateModelState): TrainedDates {
  const network = createDateNetwork(state.spec, state);
  const { weights, ...header } = state;
  return {
    ...state,
    predict: (samples) => {
      const outputs = new Float32Array(samples.count * state.slots);
      eachBlock(state, network, samples, (at, { k, context, x, mask }) => {
        const values = k.download(network.forward(context, x, mask).output);
        outputs.set(values.subarray(0, outputs.length - at), at);
      });
      return outputs;
    },
    predictPasses: (samples, passes, seed) => {
      const mean = new Float32Array(samples.count * state.slots);
      const spread = new Float32Array(mean.length);
      const masks = createDropoutMasks(network.dropoutRate, seed);
      eachBlock(state, network, samples, (at, { k, context, x, mask }) => {
        const bank = k.upload(masks.bank, [masks.bank.length]);
        const used = Math.min(BLOCK * state.slots, mean.length - at);
        const sums = new Float64Array(used);
        const squares = new Float64Array(used);
        for (let pass = 0; pass < passes; pass++) {
          k.scope(() => {
            const dropoutMask = takeMasks(k, bank, k.upload(masks.drawStart(), [1]));
            const { output } = network.forward({ ...context, dropoutMask }, x, mask);
            const values = k.download(output);
            for (let i = 0; i < used; i++) {
              sums[i] += values[i];
              squares[i] += values[i] ** 2;
            }
            return [];
          });
        }
        for (let i = 0; i < used; i++) {
          mean[at + i] = sums[i] / passes;
          spread[at + i] = Math.sqrt(Math.max(0, squares[i] / passes - (sums[i] / passes) ** 2));
        }
      });
      return { mean, spread };
    },
    toBytes: () => packModel(MAGIC, header, weights),
  };
}

interface Block {
  k: Kernels;
  context: LayerContext;
  x: Value;
  mask: Value;
}

/** Hands over block after block; `at` is the place of its first output. */
export function eachBlock(
  { slots, lookback, width, weights }: Omit<DateModelState, 'spec' | 'history'>,
  network: DateNetwork,
  samples: DateSamples,
  visit: (at: number, block: Block) => void,
): void {
  const isFit = samples.slots === slots && samples.width === width;
  assert(isFit && samples.lookback === lookback, 'samples of the size it was trained on');
  const k = createKernels();
  try {
    const named = splitWeights(k, network, k.upload(weights, [weights.length]));
    for (let from = 0; from < samples.count; from += BLOCK) {
      // The last date stands in for those behind the end.
      const indices = range(from, from + BLOCK).map((index) => Math.min(index, samples.count - 1));
      k.scope(() => {
        const x = k.upload(samples.read(indices), [BLOCK, slots, lookback, width]);
        const mask = k.upload(readMasks(network, samples, indices), network.maskShape(BLOCK));
        const context = {
          k,
          weights: named,
          gradients: new Map<string, Value>(),
          dropoutMask: null,
        };
        visit(from * slots, { k, context, x, mask });
        return [];
      });
    }
  } finally {
    k.dispose();
  }
}

const MAGIC = 'ZuoTdates';
const headerSchema = z.object({
  spec: dateSpecSchema,
  slots: z.number().int().positive(),
  lookback: z.number().int().positive(),
  width: z.number().int().positive(),
  history: historySchema,
});

/** Reads what `toBytes` wrote; throws MODEL_MISMATCH on anything else. */
export function loadDates(bytes: Uint8Array): TrainedDates {
  const { header, weights } = unpackModel(MAGIC, bytes, headerSchema);
  const state = { ...header, weights };
  if (weights.length !== weightCount(createDateNetwork(header.spec, header))) {
    throw mismatch('its weights do not fit its network');
  }
  return createTrainedDates(state);
}
