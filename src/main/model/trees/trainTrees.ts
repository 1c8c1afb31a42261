import { assert } from '#main/lib/assert.ts';
import { createRandom, deriveSeed } from '#main/lib/random.ts';
import type { Random } from '#main/lib/random.ts';
import { AppError, throwIfCancelled } from '#shared/errors.ts';
import type { TreeLoss, TreeSettings } from '#shared/trees.ts';
import { binColumns } from './binning.ts';
import type { BinnedColumns } from './binning.ts';
import { addTree, joinForests } from './forest.ts';
import type { Forest } from './forest.ts';
import { createGrower } from './grower.ts';
import { createPool, planPasses } from './histogram.ts';
import type { HistogramInput } from './histogram.ts';
import { createObjective } from './objective.ts';
import type { Derivatives, Objective } from './objective.ts';
import { checkSamples } from './samples.ts';
import type { TreeSamples } from './samples.ts';
import { createTrainedTrees } from './trainedTrees.ts';
import type { TrainedTrees, TreeHistory } from './trainedTrees.ts';
import { createTurns } from './turns.ts';
import type { Turns } from './turns.ts';

export interface TreeRound {
  /** Counted from 1. */
  round: number;
  trainLoss: number;
  /** Null without a validation part. */
  validLoss: number | null;
}

export interface TreeOptions {
  loss: TreeLoss;
  /** Not written to while training runs. */
  train: TreeSamples;
  /** Decides when to stop and how many trees are kept, never on a split; null: every tree is kept. */
  valid: TreeSamples | null;
  settings: TreeSettings;
  seed: number;
  signal?: AbortSignal;
  onRound?: (record: TreeRound) => void;
}

/**
 * Gradient-boosted regression trees (Friedman 2001) on binned columns, each grown with first and second
 * derivatives of the loss. The same seed gives the same bytes. Losses are the mean cross-entropy, the mean
 * squared error, and for ranking the mean of 1 − NDCG.
 *
 * @throws CANCELLED; INVALID_INPUT where an input is infinite; MODEL_DIVERGED when a loss is no number
 */
export async function trainTrees(options: TreeOptions): Promise<TrainedTrees> {
  const { loss, train, valid, settings, seed, signal } = options;
  checkSamples(train, loss, 'training');
  if (valid) {
    checkSamples(valid, loss, 'validation');
    assert(valid.width === train.width, 'validation rows have the columns of the training rows');
  }
  throwIfCancelled(signal);
  const turns = createTurns(signal);
  const binned = await binColumns(train, settings.bins, deriveSeed(seed, 'bins'), turns);
  const { forest, history, baseline } = await boost(options, binned, turns);
  return createTrainedTrees({ loss, width: train.width, settings, baseline, history, forest });
}

async function boost(options: TreeOptions, binned: BinnedColumns, turns: Turns) {
  const { loss, train, valid, settings, signal, onRound } = options;
  const objective = createObjective(loss, train, settings);
  const { baseline } = objective;
  const watch = valid ? createWatch(valid, baseline, options, turns) : null;
  const scores = new Float64Array(train.count).fill(baseline);
  const derivatives = createDerivatives(train.count, objective);
  const grow = createRounds({ options, binned, objective, derivatives, scores, turns });
  const history: TreeHistory = { trainLosses: [], validLosses: [], bestRound: 0 };
  const trees: Forest[] = [];
  let best = Infinity;
  await evaluate(objective, scores, derivatives, turns);
  for (let round = 1; round <= settings.treeCount; round++) {
    const tree = await grow();
    trees.push(tree);
    const trainLoss = await evaluate(objective, scores, derivatives, turns);
    const validLoss = watch ? await watch(tree) : null;
    if (!Number.isFinite(trainLoss + (validLoss ?? 0))) throw diverged(round);
    history.trainLosses.push(trainLoss);
    if (validLoss !== null) history.validLosses.push(validLoss);
    onRound?.({ round, trainLoss, validLoss });
    const reached = settings.patience > 0 ? (validLoss ?? -round) : -round;
    if (reached < best) {
      best = reached;
      history.bestRound = round;
    }
    throwIfCancelled(signal);
    if (settings.patience > 0 && round - history.bestRound >= settings.patience) break;
  }
  return { forest: joinForests(trees.slice(0, history.bestRound)), history, baseline };
}

const createDerivatives = (count: number, { isHessianConstant }: Objective): Derivatives => ({
  gradients: new Float32Array(count),
  hessians: new Float32Array(isHessianConstant ? 0 : count),
});

interface RoundsInput extends Pick<HistogramInput, 'binned' | 'derivatives' | 'turns'> {
  options: TreeOptions;
  objective: Objective;
  scores: Float64Array;
}

/** A function that grows the next tree and adds it to the scores. */
function createRounds(of: RoundsInput): () => Promise<Forest> {
  const { options, binned, objective, scores, turns } = of;
  const { train, settings, seed } = options;
  const random = createRandom(deriveSeed(seed, 'draws'));
  const splittable = allUpTo(train.width).filter(
    (j) => binned.thresholds[j].length + binned.hasMissing[j] > 0,
  );
  const drawnColumns = Math.ceil(splittable.length * settings.columnShare);
  const drawnRows = Math.ceil(train.count * settings.rowShare);
  const input: HistogramInput = {
    ...{ binned, derivatives: of.derivatives, turns },
    isHessianConstant: objective.isHessianConstant,
    plan: planPasses(splittable),
    desk: createDerivatives(train.count, objective),
  };
  const pool = createPool(train.width, objective.isHessianConstant);
  const grower = createGrower({ input, settings, pool });
  const rows = allUpTo(train.count);
  const order = new Uint32Array(train.count);
  return async () => {
    if (drawnColumns < splittable.length) {
      input.plan = planPasses(draw(splittable, drawnColumns, random));
    }
    order.set(draw(rows, drawnRows, random));
    const tree = await grower.grow(order, drawnRows);
    if (drawnRows === train.count) grower.addLeaves(scores, order);
    else await addRows(tree, train, scores, turns);
    return tree;
  };
}

const allUpTo = (count: number): Int32Array => new Int32Array(count).map((_, i) => i);

/** `count` of the values, in the order they had (Knuth's selection sampling); all need no chance. */
function draw(values: Int32Array, count: number, random: Random): Int32Array {
  if (count >= values.length) return values;
  const drawn = new Int32Array(count);
  let got = 0;
  for (let i = 0; got < count; i++) {
    if (random.next() * (values.length - i) < count - got) drawn[got++] = values[i];
  }
  return drawn;
}

/** Rows between two turns. */
const BLOCK = 65536;

async function addRows(
  tree: Forest,
  samples: TreeSamples,
  scores: Float64Array,
  turns: Turns,
): Promise<void> {
  for (let from = 0; from < samples.count; from += BLOCK) {
    addTree(tree, 0, samples, scores, from, Math.min(from + BLOCK, samples.count));
    await turns.after(BLOCK * 8);
  }
}

/** The loss at the scores; derivatives are filled in on the way. */
async function evaluate(
  objective: Objective,
  scores: Float64Array,
  into: Derivatives | null,
  turns: Turns,
): Promise<number> {
  let sum = 0;
  for (let part = 0; part < objective.parts; part++) {
    sum += objective.evaluate(scores, part, into);
    await turns.after(objective.partWork);
  }
  return sum;
}

/** Validation loss after each tree. */
function createWatch(
  valid: TreeSamples,
  baseline: number,
  { loss, settings }: TreeOptions,
  turns: Turns,
): (tree: Forest) => Promise<number> {
  const objective = createObjective(loss, valid, settings);
  const scores = new Float64Array(valid.count).fill(baseline);
  return async (tree) => {
    await addRows(tree, valid, scores, turns);
    return evaluate(objective, scores, null, turns);
  };
}

const diverged = (round: number): AppError =>
  new AppError(
    'MODEL_DIVERGED',
    `Training diverged in round ${round}: the loss is no number. Try a lower learning rate, or check the labels for extreme values.`,
    { round },
  );
