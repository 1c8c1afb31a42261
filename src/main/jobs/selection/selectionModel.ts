import { absoluteError, squaredError } from '#main/model/loss.ts';
import { fitRidge, predictRidge } from '#main/model/ridge.ts';
import { ridgeLearner } from '#main/model/ridgeLearner.ts';
import { AppError } from '#shared/errors.ts';
import type { SelectionConfig, SelectionModel } from '#shared/selection.ts';
import type { SelectionSettings } from '#shared/selectionSettings.ts';
import { trainOnDates } from './selectionDates.ts';
import { trainRankingTrees } from './selectionRankingTrees.ts';
import { partsOf, trainWindows } from './selectionWindows.ts';
import type {
  OnEpoch,
  SelectionInputs,
  SelectionParts,
  TrainedSelection,
} from './selectionWindows.ts';

export type { SelectionInputs, TrainedSelection, TrainingLosses } from './selectionWindows.ts';

/** Whether a model's predictions are labels, and not weights or mere places in an order. */
export const givesLabels = (model: SelectionModel, { treeTarget }: SelectionSettings): boolean =>
  model !== 'portfolioTransformer' && !(model === 'trees' && treeTarget === 'ranking');

/**
 * Trains one model of a selection, of all symbols or of the one that the inputs hold, and predicts the test
 * part. Depends on nothing but its inputs, config and model, so that models may be trained in any order and
 * any process.
 */
export async function trainSelectionModel(
  inputs: SelectionInputs,
  config: SelectionConfig,
  model: SelectionModel,
  onEpoch: OnEpoch = () => undefined,
): Promise<TrainedSelection> {
  const { settings } = config;
  if (model === 'ridge') return trainRidge(partsOf(inputs, settings), settings);
  if (model === 'graphAttention' || model === 'portfolioTransformer') {
    return trainOnDates(inputs, config, model, onEpoch);
  }
  if (settings.perSymbol && !givesLabels(model, settings)) throw orderOfOne();
  if (!givesLabels(model, settings)) return trainRankingTrees(inputs, config, onEpoch);
  return trainWindows(partsOf(inputs, settings), config, model, onEpoch);
}

const orderOfOne = (): AppError =>
  new AppError(
    'INVALID_INPUT',
    'one symbol by itself has no order to learn: set treeTarget=value, or perSymbol=false',
  );

function trainRidge(
  { train, valid, test }: SelectionParts,
  settings: SelectionSettings,
): TrainedSelection {
  const ridge = fitRidge(train, settings.ridgePenalty);
  const fitted = predictRidge(ridge, train);
  const validPredictions = predictRidge(ridge, valid);
  const error = squaredError(fitted, train.y);
  const validError = squaredError(validPredictions, valid.y);
  return {
    losses: {
      trainLosses: [error],
      trainErrors: [absoluteError(fitted, train.y)],
      validLosses: [validError],
    },
    predictions: predictRidge(ridge, test),
    validPredictions,
    passes: null,
    weights: ridgeLearner(ridge, error, validError).toBytes(),
  };
}
