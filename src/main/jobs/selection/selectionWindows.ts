import type { RowPlaces } from '#main/dataset/panel/dateSamples.ts';
import { streamWindows } from '#main/dataset/panel/panelSamples.ts';
import type { SampleStream } from '#main/dataset/panel/panelSamples.ts';
import type { PanelScale } from '#main/dataset/panel/panelScale.ts';
import { deriveSeed } from '#main/lib/random.ts';
import type { Learner } from '#main/model/learner.ts';
import { trainLearner } from '#main/model/trainLearner.ts';
import type { SelectionConfig, SelectionModel } from '#shared/selection.ts';
import type { SelectionSettings } from '#shared/selectionSettings.ts';
import type { EpochLosses } from '../training/epochLosses.ts';
import { planMembers } from '../training/memberPlans.ts';

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
  /** For models that read whole dates, or one stock alone. */
  panel?: SelectionPanel;
}

export interface SelectionPanel extends RowPlaces {
  labelScale: PanelScale;
  /** By row: which symbols belong together on its date; all where it is left out. */
  groups?: Int32Array;
}

export interface TrainingLosses {
  trainLosses: number[];
  trainErrors: number[];
  validLosses: number[];
}

export interface TrainedSelection {
  losses: TrainingLosses;
  /** One for each test window, in the labels' scale (see `givesLabels`); NaN where a model has nothing to say. */
  predictions: Float32Array;
  /** The same for each validation window; null where predictions are no labels. */
  validPredictions: Float32Array | null;
  /** Mean and spread of each over passes with dropout on, where they were asked for. */
  passes: { mean: Float32Array; spread: Float32Array } | null;
  /** What was trained; null where each symbol has a model of its own. */
  weights: Uint8Array | null;
}

export interface SelectionParts {
  train: SampleStream;
  valid: SampleStream;
  test: SampleStream;
}

export type OnEpoch = (losses: EpochLosses) => void;

/** Windows that are predicted at a time. */
const CHUNK = 8192;

/** The windows of each part. */
export function partsOf(inputs: SelectionInputs, { lookback }: SelectionSettings): SelectionParts {
  const windows = (ends: Int32Array, labels: Float32Array): SampleStream =>
    streamWindows(inputs.x, ends, labels, { lookback, width: inputs.width });
  return {
    train: windows(inputs.train, inputs.trainLabels),
    valid: windows(inputs.valid, inputs.validLabels),
    test: windows(inputs.test, new Float32Array(inputs.test.length)),
  };
}

/** Trains models that read one window at a time, and predicts the test part. */
export async function trainWindows(
  { train, valid, test }: SelectionParts,
  { settings, seed }: SelectionConfig,
  kind: SelectionModel,
  onEpoch: OnEpoch,
): Promise<TrainedSelection> {
  const modelSeed = deriveSeed(seed, 'model');
  const model = await trainLearner({
    members: planMembers(kind, settings, 'return'),
    ...{ loss: 'squaredError', train, valid, seed: modelSeed, onEpoch },
  });
  try {
    return {
      losses: lossesOf(model),
      ...predictWindows(model, test, settings.passes, deriveSeed(modelSeed, 'pass')),
      validPredictions: predictWindows(model, valid, 0, modelSeed).predictions,
      weights: model.toBytes(),
    };
  } finally {
    model.dispose();
  }
}

export function lossesOf({ history }: Pick<Learner, 'history'>): TrainingLosses {
  const { trainLosses, validLosses, trainErrors = [] } = history;
  return { trainLosses, trainErrors, validLosses };
}

export function predictWindows(
  model: Learner,
  windows: SampleStream,
  passes: number,
  seed: number,
): Pick<TrainedSelection, 'predictions' | 'passes'> {
  const predictions = new Float32Array(windows.count);
  const spread = passes > 0 ? { mean: predictions.slice(), spread: predictions.slice() } : null;
  for (let from = 0; from < windows.count; from += CHUNK) {
    const count = Math.min(CHUNK, windows.count - from);
    const x = windows.read(Int32Array.from({ length: count }, (_, i) => from + i));
    predictions.set(model.predict(x, count), from);
    if (!spread) continue;
    const passed = model.predictPasses(x, count, passes, deriveSeed(seed, from));
    spread.mean.set(passed.mean, from);
    spread.spread.set(passed.spread, from);
  }
  return { predictions, passes: spread };
}
