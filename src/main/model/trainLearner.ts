import { deriveSeed } from '#main/lib/random.ts';
import type { TreeSettings } from '#shared/trees.ts';
import { combineLearners, ENSEMBLE_MAGIC, readMembers } from './ensemble.ts';
import type { NetworkEpoch } from './fit.ts';
import { treeLearner } from './learner.ts';
import type { Learner } from './learner.ts';
import type { LossName } from './loss.ts';
import { range } from './runNetwork.ts';
import { trainNetwork } from './train.ts';
import type { NetworkOptions } from './train.ts';
import { loadModel } from './trainedModel.ts';
import type { TrainingInput } from './trainingInput.ts';
import type { TreeSamples } from './trees/samples.ts';
import { trainTrees } from './trees/trainTrees.ts';

/** One of the models that learn a task together. */
export type MemberPlan =
  | {
      kind: 'network';
      plan: Pick<
        NetworkOptions,
        'spec' | 'optimizer' | 'extras' | 'keep' | 'epochs' | 'batchSize' | 'patience'
      >;
    }
  | { kind: 'trees'; settings: TreeSettings };

export interface LearnerOptions {
  /** The first one's history is shown. */
  members: readonly MemberPlan[];
  loss: LossName;
  train: TrainingInput;
  valid: TrainingInput;
  seed: number;
  /** What `toBytes` gave of an earlier learner of the same members: its networks are where training starts. */
  start?: Uint8Array;
  signal?: AbortSignal;
  /** Of the first member. */
  onEpoch?: (record: NetworkEpoch) => void;
}

/**
 * Trains the members one after another, each from a seed of its own, and weighs them by the inverse of their
 * validation error. Same seed and backend: same bytes. Errors as `trainNetwork` and `trainTrees`.
 */
export async function trainLearner(options: LearnerOptions): Promise<Learner> {
  const { members, seed, onEpoch } = options;
  const starts = options.start ? partsOf(options.start) : [];
  const learners: Learner[] = [];
  for (const [i, member] of members.entries()) {
    const own = {
      ...{ seed: i === 0 ? seed : deriveSeed(seed, 'member', i), start: starts.at(i) },
      onEpoch: i === 0 ? onEpoch : undefined,
    };
    learners.push(await trainMember(member, { ...options, ...own }));
  }
  return combineLearners(learners);
}

function partsOf(bytes: Uint8Array): Uint8Array[] {
  const head = Buffer.from(bytes.subarray(0, ENSEMBLE_MAGIC.length)).toString();
  return head === ENSEMBLE_MAGIC ? readMembers(bytes).map((member) => member.bytes) : [bytes];
}

async function trainMember(
  member: MemberPlan,
  { loss, train, valid, seed, start, signal, onEpoch }: LearnerOptions,
): Promise<Learner> {
  if (member.kind === 'network') {
    const from = start ? loadModel(start) : undefined;
    return trainNetwork({ ...member.plan, loss, train, valid, seed, start: from, signal, onEpoch });
  }
  const trees = await trainTrees({
    ...{ loss, train: toRows(train), valid: toRows(valid), settings: member.settings },
    ...{ seed, signal },
    onRound: ({ round, trainLoss, validLoss }) =>
      onEpoch?.({ epoch: round, trainLoss, validLoss, trainError: null, validError: null }),
  });
  return treeLearner(trees);
}

/** A whole window is one row. */
export function toRows(input: TrainingInput): TreeSamples {
  const { y, count, lookback, width } = input;
  const x = 'x' in input ? input.x : input.read(range(0, count));
  return { x, y, count, width: lookback * width };
}
