import type { Samples } from '#main/dataset/windows.ts';
import { deriveSeed } from '#main/lib/random.ts';
import { throwIfCancelled } from '#shared/errors.ts';
import { readingSamples } from './arrange.ts';
import { createKernels, openBackend } from './backend.ts';
import { fit } from './fit.ts';
import type { BatchResult, NetworkEpoch } from './fit.ts';
import type { Kernels, Value } from './kernels.ts';
import { LOSSES } from './loss.ts';
import type { LossName } from './loss.ts';
import type { Network } from './network.ts';
import { adam } from './optimizer.ts';
import type { OptimizerOptions } from './optimizer.ts';
import { createRateSchedule } from './schedule.ts';
import type { ScheduleOptions } from './schedule.ts';
import { createNetwork } from './spec.ts';
import type { ModelSpec } from './spec.ts';
import { createTrainedModel } from './trainedModel.ts';
import type { TrainedModel } from './trainedModel.ts';
import { createTrainer } from './trainer.ts';
import type { StepOptions } from './trainer.ts';
import { checkInput, createEvaluation } from './trainingInput.ts';
import type { TrainingInput } from './trainingInput.ts';
import { windowProblem } from './windowProblem.ts';

export type { NetworkEpoch } from './fit.ts';

/** How a network is trained beyond the plain way; see `StepOptions` and `createRateSchedule`. */
export type TrainingExtras = Omit<StepOptions, 'optimizer' | 'isRateVarying'> & ScheduleOptions;

/** Nothing beyond the plain way. */
export const NO_EXTRAS: TrainingExtras = {
  ...{ gradientClip: 0, adversarialEpsilon: 0, adversarialWeight: 0 },
  ...{ schedule: 'constant', plateauPatience: 1, plateauFactor: 1, stepEpochs: 1 },
};

export interface NetworkOptions {
  spec: ModelSpec;
  /** Cross-entropy makes a classifier (labels 0 or 1), the squared error a regression. */
  loss: LossName;
  optimizer: OptimizerOptions;
  extras?: TrainingExtras;
  /** Not written to while training runs. */
  train: TrainingInput;
  /** Null: every epoch is trained and the last one's weights are kept. */
  valid: TrainingInput | null;
  /** `last`: every epoch is trained, whatever the validation says, and the last one's weights are kept. */
  keep?: 'best' | 'last';
  epochs: number;
  batchSize: number;
  /** Epochs without a lower validation loss after which training stops. */
  patience: number;
  seed: number;
  /** A model of the same network to start from. */
  start?: TrainedModel;
  signal?: AbortSignal;
  onEpoch?: (record: NetworkEpoch) => void;
}

export interface EpochRecord {
  /** Counted from 1. */
  epoch: number;
  trainLoss: number;
  validLoss: number;
}

export interface TrainOptions extends Omit<
  NetworkOptions,
  'loss' | 'optimizer' | 'train' | 'valid' | 'onEpoch'
> {
  train: Samples;
  valid: Samples;
  learningRate: number;
  onEpoch?: (record: EpochRecord) => void;
}

/** Samples passed between two turns of the event loop: some tens of milliseconds natively. */
export const TURN_SAMPLES = { tensorflow: 512, cpu: 32 };

/** Trains a classifier on binary cross-entropy with Adam; otherwise as `trainNetwork`. */
export function trainClassifier({
  learningRate,
  onEpoch,
  ...options
}: TrainOptions): Promise<TrainedModel> {
  return trainNetwork({
    ...options,
    loss: 'crossEntropy',
    optimizer: adam(learningRate),
    onEpoch: ({ epoch, trainLoss, validLoss }) => {
      if (validLoss !== null) onEpoch?.({ epoch, trainLoss, validLoss });
    },
  });
}

/**
 * Trains a network, stops early on the validation loss and keeps the best epoch's weights. The same
 * seed and backend give the same weights, bit for bit. Opens the backend if nobody has. Throws
 * CANCELLED, and MODEL_DIVERGED when a loss is no number.
 */
export async function trainNetwork(options: NetworkOptions): Promise<TrainedModel> {
  checkInput(options.train, 'training');
  if (options.valid) checkInput(options.valid, 'validation');
  throwIfCancelled(options.signal);
  const { name } = await openBackend();
  const { spec, train, loss, extras = NO_EXTRAS } = options;
  const { lookback, width } = train;
  const k = createKernels();
  try {
    const plain = createNetwork(spec, lookback, width);
    // Inputs are pushed where the samples are, not where a network has laid them out several times.
    const network = extras.adversarialWeight > 0 ? readingSamples(plain) : plain;
    const turnSamples = TURN_SAMPLES[name];
    const { weights, history } = await fitNetwork(k, network, { ...options, turnSamples });
    return createTrainedModel({ spec, loss, lookback, width, history, weights });
  } finally {
    k.dispose();
  }
}

function fitNetwork(
  k: Kernels,
  network: Network,
  options: NetworkOptions & { turnSamples: number },
) {
  const { train, valid, keep = 'best', epochs, optimizer, seed, extras = NO_EXTRAS } = options;
  const trainer = createTrainer(k, windowProblem(k, network, train, options.loss), {
    ...{ ...extras, optimizer, seed, start: options.start?.weights },
    ...{ batchSize: options.batchSize, isRateVarying: extras.schedule !== 'constant' },
    program: nameProgram(options),
  });
  return fit({
    ...options,
    keep,
    count: train.count,
    orderSeed: deriveSeed(seed, 'order'),
    schedule: createRateSchedule(extras, optimizer.learningRate, epochs),
    step: trainer.step,
    validate: valid && createValidation(k, network, valid, options.loss, trainer.weights),
    read: trainer.read,
  });
}

/** Steps from which on a program repays its making. */
export const PROGRAM_STEPS = 64;

function nameProgram(options: NetworkOptions): string | null {
  const { spec, loss, optimizer, batchSize, epochs, train, extras } = options;
  if (Math.floor(train.count / batchSize) * epochs < PROGRAM_STEPS) return null;
  const { lookback, width } = train;
  return JSON.stringify({ spec, loss, optimizer, extras, batchSize, lookback, width });
}

function createValidation(
  k: Kernels,
  network: Network,
  valid: TrainingInput,
  lossName: LossName,
  weights: () => Value,
): () => BatchResult {
  const loss = LOSSES[lossName];
  const evaluate = createEvaluation(k, network, valid);
  return () => {
    const outputs = evaluate(weights());
    const error = loss.absoluteError?.(outputs, valid.y) ?? null;
    return { loss: loss.of(outputs, valid.y), error };
  };
}
