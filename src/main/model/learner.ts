import { AppError } from '#shared/errors.ts';
import { createEnsemble, ENSEMBLE_MAGIC, readMembers } from './ensemble.ts';
import { loadModel } from './trainedModel.ts';
import type { PathContributions } from './pathContributions.ts';
import { loadRidge, RIDGE_MAGIC } from './ridgeLearner.ts';
import type { TrainingHistory } from './trainedModel.ts';
import { loadTrees } from './trees/trainedTrees.ts';
import type { TrainedTrees } from './trees/trainedTrees.ts';

/** Mean and standard deviation of each window's prediction over passes with dropout on. */
export interface Passes {
  mean: Float32Array;
  spread: Float32Array;
}

/** What has learned to say one number for a window: a network, trees, or several of them. */
export interface Learner {
  readonly history: TrainingHistory;
  /** Windows lie one after another; one number each: a probability, or the value itself. */
  predict: (x: Float32Array, count: number) => Float32Array;
  /** Without dropout every pass is the same and the spread 0; that of an ensemble counts its disagreement too. */
  predictPasses: (x: Float32Array, count: number, passes: number, seed: number) => Passes;
  /** What each value of one window adds to its prediction, against that of `origin`. */
  contributions: (window: Float32Array, origin: Float32Array) => PathContributions;
  /**
   * How much it looks at each bar of one window: at least 0, 1 in all; null for one that looks at none by its
   * weights. Of an ensemble the mean over those members that do.
   */
  attention: (window: Float32Array) => Float64Array | null;
  toBytes: () => Uint8Array;
  dispose: () => void;
}

export function treeLearner(trees: TrainedTrees): Learner {
  const { trainLosses, validLosses, bestRound } = trees.history;
  return {
    history: { trainLosses, validLosses, bestEpoch: bestRound },
    predict: (x, count) => trees.predict(x, count),
    predictPasses: (x, count) => ({
      mean: trees.predict(x, count),
      spread: new Float32Array(count),
    }),
    contributions: (window, origin) => trees.contributions(window, origin),
    attention: () => null,
    toBytes: () => trees.toBytes(),
    dispose: () => undefined,
  };
}

/** Reads what any learner's `toBytes` wrote; throws MODEL_MISMATCH on anything else. */
export function loadLearner(bytes: Uint8Array): Learner {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(9, bytes.length)).toString();
  if (head === 'ZuoTtrees') return treeLearner(loadTrees(bytes));
  if (head === RIDGE_MAGIC) return loadRidge(bytes);
  if (head !== ENSEMBLE_MAGIC) return loadModel(bytes);
  const members = readMembers(bytes).map(({ share, bytes: part }) => {
    if (Buffer.from(part.subarray(0, 9)).toString() === ENSEMBLE_MAGIC) {
      throw new AppError('MODEL_MISMATCH', 'The stored model holds ensembles within an ensemble.');
    }
    return { share, learner: loadLearner(part) };
  });
  return createEnsemble(members);
}
