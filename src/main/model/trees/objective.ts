import { assert } from '#main/lib/assert.ts';
import type { TreeLoss, TreeSettings } from '#shared/trees.ts';
import { createRanking } from './ranking.ts';
import type { TreeSamples } from './samples.ts';

/** First and second derivatives of the loss by each row's score. */
export interface Derivatives {
  gradients: Float32Array;
  hessians: Float32Array;
}

/** What the trees lower, on one set of rows. Work is cut into parts, so that long ones can be interrupted. */
export interface Objective {
  /** Score of every row before the first tree. */
  baseline: number;
  /** Every second derivative is 1. */
  isHessianConstant: boolean;
  parts: number;
  /** Visits of one part, for `Turns`. */
  partWork: number;
  /** The part's share of the loss at these scores; derivatives are filled in where they are asked for. */
  evaluate: (scores: Float64Array, part: number, into: Derivatives | null) => number;
}

export function createObjective(
  loss: TreeLoss,
  samples: TreeSamples,
  { rankCut }: TreeSettings,
): Objective {
  if (loss === 'squaredError') return createSquaredError(samples);
  if (loss === 'crossEntropy') return createCrossEntropy(samples);
  assert(samples.groups, 'rows to rank come in dates');
  return createRanking(samples.y, samples.groups, rankCut);
}

/** A prediction from a score: a probability, the value, or the score as it is. */
export const toPrediction = (loss: TreeLoss, score: number): number =>
  loss === 'crossEntropy' ? 1 / (1 + Math.exp(-score)) : score;

/** Rows of one part. */
const PART = 65536;

/** Half the squared error as a gradient, the mean squared error as the loss. */
function createSquaredError({ y, count }: TreeSamples): Objective {
  return {
    baseline: meanOf(y),
    isHessianConstant: true,
    ...{ parts: Math.ceil(count / PART), partWork: PART * 2 },
    evaluate: (scores, part, into) => {
      let sum = 0;
      for (let i = part * PART, to = Math.min(count, i + PART); i < to; i++) {
        const error = scores[i] - y[i];
        sum += error * error;
        if (into) into.gradients[i] = error;
      }
      return sum / count;
    },
  };
}

/** Nearest to 0 and 1 that the share of a class may come: one class alone has no log-odds. */
const RAREST = 1e-9;

/** Binary cross-entropy of sigmoid(score). */
function createCrossEntropy({ y, count }: TreeSamples): Objective {
  const share = Math.min(Math.max(meanOf(y), RAREST), 1 - RAREST);
  return {
    baseline: Math.log(share / (1 - share)),
    isHessianConstant: false,
    ...{ parts: Math.ceil(count / PART), partWork: PART * 16 },
    evaluate: (scores, part, into) => {
      let sum = 0;
      for (let i = part * PART, to = Math.min(count, i + PART); i < to; i++) {
        const score = scores[i];
        const small = Math.exp(-Math.abs(score));
        const probability = score >= 0 ? 1 / (1 + small) : small / (1 + small);
        sum += Math.log(1 + small) + Math.max(score, 0) - y[i] * score;
        if (!into) continue;
        into.gradients[i] = probability - y[i];
        into.hessians[i] = probability * (1 - probability);
      }
      return sum / count;
    },
  };
}

function meanOf(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
