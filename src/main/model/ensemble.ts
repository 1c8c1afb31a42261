import { z } from 'zod';
import { assert } from '#main/lib/assert.ts';
import { deriveSeed } from '#main/lib/random.ts';
import type { Learner, Passes } from './learner.ts';
import { packParts, unpackParts } from './modelFile.ts';
import { mixContributions } from './pathContributions.ts';

export interface Member {
  /** Weight of its prediction; those of all members sum up to 1. */
  share: number;
  learner: Learner;
}

/** Validation loss of the weights that were kept. */
const errorOf = ({ history: { validLosses, trainLosses, bestEpoch } }: Learner): number =>
  (validLosses.length > 0 ? validLosses : trainLosses)[bestEpoch - 1];

/** An error below this share of the largest one counts as this: no member may stand alone by luck. */
const SMALLEST_SHARE = 1e-3;

/** Weighs learners of one task by the inverse of their validation error. */
export function combineLearners(learners: readonly Learner[]): Learner {
  if (learners.length === 1) return learners[0];
  const errors = learners.map(errorOf);
  const floor = Math.max(...errors) * SMALLEST_SHARE || 1;
  const inverse = errors.map((error) => 1 / Math.max(error, floor));
  const sum = inverse.reduce((total, value) => total + value, 0);
  return createEnsemble(learners.map((learner, i) => ({ share: inverse[i] / sum, learner })));
}

/** The members' weighted mean; its history is the first one's. */
export function createEnsemble(members: readonly Member[]): Learner {
  assert(members.length > 0, 'an ensemble has members');
  return {
    history: members[0].learner.history,
    predict: (x, count) => {
      const all = members.map(({ learner }) => learner.predict(x, count));
      return weigh(members, all);
    },
    predictPasses: (x, count, passes, seed) => {
      const all = members.map(({ learner }, i) =>
        learner.predictPasses(x, count, passes, deriveSeed(seed, 'member', i)),
      );
      return mixPasses(members, all);
    },
    contributions: (window, origin) =>
      mixContributions(
        members.map(({ share, learner }) => ({
          share,
          found: learner.contributions(window, origin),
        })),
      ),
    attention: (window) => mixAttention(members, window),
    toBytes: () => toBytes(members),
    dispose: () => {
      for (const { learner } of members) learner.dispose();
    },
  };
}

const weigh = (members: readonly Member[], values: readonly Float32Array[]): Float32Array =>
  values[0].map((_, i) => members.reduce((sum, { share }, m) => sum + share * values[m][i], 0));

/** The weighted mean over those members that look at bars at all. */
function mixAttention(members: readonly Member[], window: Float32Array): Float64Array | null {
  const looking = members.flatMap(({ share, learner }) => {
    const weights = learner.attention(window);
    return weights ? [{ share, weights }] : [];
  });
  if (looking.length === 0) return null;
  const total = looking.reduce((sum, { share }) => sum + share, 0);
  return looking[0].weights.map((_, bar) =>
    looking.reduce((sum, { share, weights }) => sum + (share / total) * weights[bar], 0),
  );
}

/** Of a mixture: Σ share · (spread² + (mean − mean of all)²). */
function mixPasses(members: readonly Member[], all: readonly Passes[]): Passes {
  const mean = weigh(
    members,
    all.map((passes) => passes.mean),
  );
  const variance = weigh(
    members,
    all.map((passes) =>
      passes.spread.map((spread, i) => spread ** 2 + (passes.mean[i] - mean[i]) ** 2),
    ),
  );
  return { mean, spread: variance.map(Math.sqrt) };
}

export const ENSEMBLE_MAGIC = 'ZuoTgroup';
const memberSchema = z.strictObject({ share: z.number().min(0).max(1) });

function toBytes(members: readonly Member[]): Uint8Array {
  const parts = members.map(({ learner }) => learner.toBytes());
  return packParts(
    ENSEMBLE_MAGIC,
    members.map(({ share }) => ({ share })),
    parts,
  );
}

/** The members of what `toBytes` wrote; throws MODEL_MISMATCH on anything else. */
export const readMembers = (bytes: Uint8Array): { share: number; bytes: Uint8Array }[] =>
  unpackParts(ENSEMBLE_MAGIC, bytes, memberSchema);
