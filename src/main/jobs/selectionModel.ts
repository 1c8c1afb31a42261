import { streamWindows } from '#main/dataset/panel/panelSamples.ts';
import type { SampleStream } from '#main/dataset/panel/panelSamples.ts';
import { deriveSeed } from '#main/lib/random.ts';
import { rmsprop } from '#main/model/optimizer.ts';
import { fitRidge, predictRidge } from '#main/model/ridge.ts';
import type { ModelSpec } from '#main/model/spec.ts';
import { trainNetwork } from '#main/model/train.ts';
import { absoluteError, squaredError } from '#main/model/loss.ts';
import type { SelectionConfig, SelectionModel } from '#shared/selection.ts';
import type { SelectionSettings } from '#shared/selectionSettings.ts';
import type { EpochLosses } from './foldProtocol.ts';

/** Everything that a selection's models read; plain arrays, so that it can be sent to a process. */
export interface SelectionInputs {
  /** rows × width, scaled. */
  x: Float32Array;
  width: number;
  /** Rows on which the windows of each part end. */
  train: Int32Array;
  valid: Int32Array;
  test: Int32Array;
  /** Scaled labels of the training and the validation windows. */
  trainLabels: Float32Array;
  validLabels: Float32Array;
}

export interface TrainingLosses {
  trainLosses: number[];
  trainErrors: number[];
  validLosses: number[];
}

export interface TrainedSelection {
  losses: TrainingLosses;
  /** One for each test window, in the labels' scale. */
  predictions: Float32Array;
  /** The network's; null for ridge regression. */
  weights: Uint8Array | null;
}

/** Windows that are predicted at a time. */
const CHUNK = 8192;

/**
 * Trains one model of a selection and predicts the test part. Depends on nothing but its inputs, config
 * and model, so that models may be trained in any order and any process.
 */
export async function trainSelectionModel(
  inputs: SelectionInputs,
  config: SelectionConfig,
  model: SelectionModel,
  onEpoch: (losses: EpochLosses) => void = () => undefined,
): Promise<TrainedSelection> {
  const { settings } = config;
  const windows = (ends: Int32Array, labels: Float32Array): SampleStream =>
    streamWindows(inputs.x, ends, labels, { lookback: settings.lookback, width: inputs.width });
  const parts = {
    train: windows(inputs.train, inputs.trainLabels),
    valid: windows(inputs.valid, inputs.validLabels),
    test: windows(inputs.test, new Float32Array(inputs.test.length)),
  };
  return model === 'ridge'
    ? trainRidge(parts, settings)
    : trainNet(parts, config, toModelSpec(model, settings), onEpoch);
}

interface Parts {
  train: SampleStream;
  valid: SampleStream;
  test: SampleStream;
}

function trainRidge({ train, valid, test }: Parts, settings: SelectionSettings): TrainedSelection {
  const ridge = fitRidge(train, settings.ridgePenalty);
  const fitted = predictRidge(ridge, train);
  return {
    losses: {
      trainLosses: [squaredError(fitted, train.y)],
      trainErrors: [absoluteError(fitted, train.y)],
      validLosses: [squaredError(predictRidge(ridge, valid), valid.y)],
    },
    predictions: predictRidge(ridge, test),
    weights: null,
  };
}

async function trainNet(
  { train, valid, test }: Parts,
  { settings, seed }: SelectionConfig,
  spec: ModelSpec,
  onEpoch: (losses: EpochLosses) => void,
): Promise<TrainedSelection> {
  const model = await trainNetwork({
    spec,
    loss: 'squaredError',
    optimizer: rmsprop(settings.learningRate),
    train,
    valid,
    keep: 'last',
    epochs: settings.epochs,
    batchSize: settings.batchSize,
    patience: settings.epochs,
    seed: deriveSeed(seed, 'model'),
    onEpoch,
  });
  try {
    const predictions = new Float32Array(test.count);
    for (let from = 0; from < test.count; from += CHUNK) {
      const count = Math.min(CHUNK, test.count - from);
      const x = test.read(Int32Array.from({ length: count }, (_, i) => from + i));
      predictions.set(model.predict(x, count), from);
    }
    const { trainLosses, validLosses, trainErrors = [] } = model.history;
    return {
      losses: { trainLosses, trainErrors, validLosses },
      predictions,
      weights: model.toBytes(),
    };
  } finally {
    model.dispose();
  }
}

/** Units of the dense layer of lstm-select, and bars under a filter of cnn-select: the systems fix them. */
const DENSE = 30;
const KERNEL = 3;

function toModelSpec(
  kind: Exclude<SelectionModel, 'ridge'>,
  { hidden, dropout, recurrentActivation }: SelectionSettings,
): ModelSpec {
  if (kind === 'lstm') return { kind, hidden, dense: DENSE, dropout, recurrentActivation };
  if (kind === 'cnn') return { kind, filters: hidden, kernel: KERNEL };
  return { kind, hidden, dropout };
}
