import { streamWindows } from '#main/dataset/panel/panelSamples.ts';
import { assert } from '#main/lib/assert.ts';
import { deriveSeed } from '#main/lib/random.ts';
import { treeLearner } from '#main/model/learner.ts';
import { toRows } from '#main/model/trainLearner.ts';
import type { TreeSamples } from '#main/model/trees/samples.ts';
import { trainTrees } from '#main/model/trees/trainTrees.ts';
import { AppError } from '#shared/errors.ts';
import type { SelectionConfig } from '#shared/selection.ts';
import { ensembleKinds, toTreeSettings } from '../training/memberPlans.ts';
import { lossesOf, partsOf, predictWindows } from './selectionWindows.ts';
import type { OnEpoch, SelectionInputs, TrainedSelection } from './selectionWindows.ts';

/**
 * Trees that learn the order within each date (LambdaMART); their scores have no unit.
 *
 * @throws INVALID_INPUT where others are to join: their predictions could not be weighed against such scores
 */
export async function trainRankingTrees(
  inputs: SelectionInputs,
  config: SelectionConfig,
  onEpoch: OnEpoch,
): Promise<TrainedSelection> {
  const { settings, seed } = config;
  if (ensembleKinds(settings, 'return').length > 0 || settings.ensembleSeeds > 1) {
    throw new AppError('INVALID_INPUT', 'treeTarget=ranking cannot join an ensemble; use value');
  }
  const trees = await trainTrees({
    ...{ loss: 'ranking', settings: toTreeSettings(settings), seed: deriveSeed(seed, 'model') },
    train: byDate(inputs, inputs.train, inputs.trainLabels, settings.lookback),
    valid: byDate(inputs, inputs.valid, inputs.validLabels, settings.lookback),
    onRound: ({ round, trainLoss, validLoss }) => onEpoch({ epoch: round, trainLoss, validLoss }),
  });
  const model = treeLearner(trees);
  return {
    losses: lossesOf(model),
    ...predictWindows(model, partsOf(inputs, settings).test, 0, seed),
    validPredictions: null,
    weights: model.toBytes(),
  };
}

/** Windows date by date, as ranking wants them. */
function byDate(
  { x, width, panel }: SelectionInputs,
  ends: Int32Array,
  labels: Float32Array,
  lookback: number,
): TreeSamples {
  assert(panel, 'ranking knows the dates of its rows');
  const { date } = panel;
  const order = Int32Array.from(ends.keys()).sort((a, b) => date[ends[a]] - date[ends[b]] || a - b);
  const sorted = order.map((i) => ends[i]);
  const firsts = Array.from(sorted.keys()).filter(
    (i) => i === 0 || date[sorted[i]] !== date[sorted[i - 1]],
  );
  const y = Float32Array.from(order, (i) => labels[i]);
  return {
    ...toRows(streamWindows(x, sorted, y, { lookback, width })),
    groups: Int32Array.of(...firsts, sorted.length),
  };
}
