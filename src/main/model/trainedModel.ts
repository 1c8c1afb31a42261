import { z } from 'zod';
import { assert } from '#main/lib/assert.ts';
import type { Learner, Passes } from './learner.ts';
import { LOSSES } from './loss.ts';
import type { LossName } from './loss.ts';
import { mismatch, packModel, unpackModel } from './modelFile.ts';
import { weightCount } from './runNetwork.ts';
import { createNetwork, modelSpecSchema } from './spec.ts';
import type { ModelSpec } from './spec.ts';
import { integrateSlopes } from './pathContributions.ts';
import { passWindows, runWindows, windowAttention, windowGradients } from './windowRuns.ts';
import type { WindowRun } from './windowRuns.ts';

export interface TrainingHistory {
  /** Mean loss over each epoch's batches, as they were passed. */
  trainLosses: number[];
  validLosses: number[];
  /** Counted from 1: the epoch whose weights are kept. */
  bestEpoch: number;
  /** Mean absolute errors in the same order; a classifier has none. */
  trainErrors?: number[];
  validErrors?: number[];
}

/** A trained network. It holds plain numbers only: tensors live as long as one `predict`. */
export interface TrainedModel extends Learner {
  readonly spec: ModelSpec;
  readonly loss: LossName;
  /** Bars and features of one window. */
  readonly lookback: number;
  readonly width: number;
  /** One flat vector; not to be written to. */
  readonly weights: Float32Array;
  /**
   * count × lookback × width → one number a window: a probability when trained on cross-entropy, the
   * value itself when trained on the squared error. Needs an opened backend.
   */
  predict: Learner['predict'];
  /** By how much each input moves the prediction: count × lookback × width. Needs an opened backend. */
  inputGradients: (x: Float32Array, count: number) => Float32Array;
}

export const historySchema = z.strictObject({
  trainLosses: z.array(z.number()),
  validLosses: z.array(z.number()),
  bestEpoch: z.number().int().positive(),
  trainErrors: z.array(z.number()).optional(),
  validErrors: z.array(z.number()).optional(),
});

const headerSchema = z.strictObject({
  spec: modelSpecSchema,
  /** Models stored before there was a choice are classifiers. */
  loss: z.enum(['crossEntropy', 'squaredError']).default('crossEntropy'),
  lookback: z.number().int().positive(),
  width: z.number().int().positive(),
  history: historySchema,
});

export interface ModelState {
  spec: ModelSpec;
  loss: LossName;
  lookback: number;
  width: number;
  history: TrainingHistory;
  weights: Float32Array;
}

export function createTrainedModel(state: ModelState): TrainedModel {
  const { weights, ...header } = state;
  const { spec, loss, lookback, width, history } = header;
  const network = createNetwork(spec, lookback, width);
  let isDisposed = false;
  const runOn = (x: Float32Array, count: number): WindowRun => {
    assert(!isDisposed, 'a model that is still in use');
    return { network, weights, x, count, lookback, width };
  };
  return {
    spec,
    loss,
    lookback,
    width,
    history,
    weights,
    predict: (x, count) => {
      if (count === 0) return new Float32Array(0);
      return runWindows(runOn(x, count)).map(LOSSES[loss].toPrediction);
    },
    predictPasses: (x, count, passes, seed) => {
      const { toPrediction } = LOSSES[loss];
      return network.dropoutRate === 0 || count === 0
        ? withoutSpread(runWindows(runOn(x, count)).map(toPrediction))
        : passWindows(runOn(x, count), passes, seed, toPrediction);
    },
    inputGradients: (x, count) => windowGradients(runOn(x, count), LOSSES[loss].slopeOf),
    contributions: (window, origin) => {
      const both = new Float32Array(2 * window.length);
      both.set(window);
      both.set(origin, window.length);
      const said = runWindows(runOn(both, 2));
      const [prediction, baseline] = Array.from(said, LOSSES[loss].toPrediction);
      return integrateSlopes({ window, origin, prediction, baseline }, (x, count) =>
        windowGradients(runOn(x, count), LOSSES[loss].slopeOf),
      );
    },
    attention: (window) => windowAttention(runOn(window, 1)),
    toBytes: () => packModel(MAGIC, header, weights),
    dispose: () => {
      isDisposed = true;
    },
  };
}

const withoutSpread = (mean: Float32Array): Passes => ({
  mean,
  spread: new Float32Array(mean.length),
});

const MAGIC = 'ZuoTmodel';

/** Reads what `toBytes` wrote; throws MODEL_MISMATCH on anything else. */
export function loadModel(bytes: Uint8Array): TrainedModel {
  const { header, weights } = unpackModel(MAGIC, bytes, headerSchema);
  const { spec, lookback, width } = header;
  if (weights.length !== weightCount(createNetwork(spec, lookback, width))) {
    throw mismatch('its weights do not fit its network');
  }
  return createTrainedModel({ ...header, weights });
}
