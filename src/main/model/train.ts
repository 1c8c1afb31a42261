import type { Samples } from '#main/dataset/windows.ts';
import { createRandom, deriveSeed, shuffle } from '#main/lib/random.ts';
import { AppError, throwIfCancelled } from '#shared/errors.ts';
import { createKernels, openBackend } from './backend.ts';
import type { Kernels } from './kernels.ts';
import { LOSSES } from './loss.ts';
import type { Loss, LossName } from './loss.ts';
import type { Network } from './network.ts';
import { adam } from './optimizer.ts';
import type { OptimizerOptions } from './optimizer.ts';
import { range } from './runNetwork.ts';
import { createNetwork } from './spec.ts';
import type { ModelSpec } from './spec.ts';
import { createTrainedModel } from './trainedModel.ts';
import type { TrainedModel, TrainingHistory } from './trainedModel.ts';
import { createTrainer } from './trainer.ts';
import type { BatchResult, Trainer } from './trainer.ts';
import { checkInput } from './trainingInput.ts';
import type { TrainingInput } from './trainingInput.ts';

export interface NetworkEpoch {
  /** Counted from 1. */
  epoch: number;
  trainLoss: number;
  /** Null without a validation part. */
  validLoss: number | null;
  /** Mean absolute errors; null for a classifier. */
  trainError: number | null;
  validError: number | null;
}

export interface NetworkOptions {
  spec: ModelSpec;
  /** Cross-entropy makes a classifier (labels 0 or 1), the squared error a regression. */
  loss: LossName;
  optimizer: OptimizerOptions;
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
const TURN_SAMPLES = { tensorflow: 512, cpu: 32 };

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
  const { spec, train, loss } = options;
  const { lookback, width } = train;
  const k = createKernels();
  try {
    const network = createNetwork(spec, lookback, width);
    const { weights, history } = await fit(k, network, options, TURN_SAMPLES[name]);
    return createTrainedModel({ spec, loss, lookback, width, history, weights });
  } finally {
    k.dispose();
  }
}

async function fit(
  k: Kernels,
  network: Network,
  options: NetworkOptions,
  turnSamples: number,
): Promise<{ weights: Float32Array; history: TrainingHistory }> {
  const { train, valid, keep = 'best', epochs, patience, seed, signal, onEpoch } = options;
  const loss = LOSSES[options.loss];
  const trainer = createTrainer(k, network, { ...options, program: nameProgram(options) });
  const validate = valid ? createValidation(trainer, valid, loss) : null;
  const order = createRandom(deriveSeed(seed, 'order'));
  const indices = range(0, train.count);
  const history = createHistory(loss, valid);
  let weights = trainer.read();
  let best = Infinity;
  for (let epoch = 1; epoch <= epochs && epoch - history.bestEpoch <= patience; epoch++) {
    shuffle(indices, order);
    const trained = await runEpoch(trainer.step, indices, options, turnSamples);
    const validated = validate?.() ?? null;
    if (![trained.loss, validated?.loss ?? 0].every(Number.isFinite)) throw diverged(epoch);
    record(history, trained, validated);
    onEpoch?.({
      epoch,
      ...{ trainLoss: trained.loss, validLoss: validated?.loss ?? null },
      ...{ trainError: trained.error, validError: validated?.error ?? null },
    });
    const reached = keep === 'best' ? (validated?.loss ?? -epoch) : -epoch;
    if (reached < best) {
      best = reached;
      history.bestEpoch = epoch;
      weights = trainer.read();
    }
    throwIfCancelled(signal);
  }
  return { weights, history };
}

/** Steps from which on a program repays its making. */
const PROGRAM_STEPS = 64;

function nameProgram(options: NetworkOptions): string | null {
  const { spec, loss, optimizer, batchSize, epochs, train } = options;
  if (Math.floor(train.count / batchSize) * epochs < PROGRAM_STEPS) return null;
  const { lookback, width } = train;
  return JSON.stringify({ spec, loss, optimizer, batchSize, lookback, width });
}

const createHistory = (loss: Loss, valid: TrainingInput | null): TrainingHistory => ({
  trainLosses: [],
  validLosses: [],
  bestEpoch: 1,
  ...(loss.absoluteError && { trainErrors: [], ...(valid && { validErrors: [] }) }),
});

function record(
  history: TrainingHistory,
  trained: BatchResult,
  validated: BatchResult | null,
): void {
  history.trainLosses.push(trained.loss);
  if (trained.error !== null) history.trainErrors?.push(trained.error);
  if (!validated) return;
  history.validLosses.push(validated.loss);
  if (validated.error !== null) history.validErrors?.push(validated.error);
}

function createValidation(trainer: Trainer, valid: TrainingInput, loss: Loss): () => BatchResult {
  const evaluate = trainer.evaluation(valid);
  return () => {
    const outputs = evaluate();
    const error = loss.absoluteError?.(outputs, valid.y) ?? null;
    return { loss: loss.of(outputs, valid.y), error };
  };
}

/** Means over the epoch. */
async function runEpoch(
  step: Trainer['step'],
  indices: Int32Array,
  { batchSize, signal }: NetworkOptions,
  turnSamples: number,
): Promise<BatchResult> {
  let sum = 0;
  let errorSum: number | null = null;
  let sinceTurn = 0;
  for (let from = 0; from < indices.length; from += batchSize) {
    const batch = indices.slice(from, from + batchSize);
    const { loss, error } = step(batch);
    sum += loss * batch.length;
    if (error !== null) errorSum = (errorSum ?? 0) + error * batch.length;
    sinceTurn += batch.length;
    if (sinceTurn < turnSamples) continue;
    sinceTurn = 0;
    await new Promise((resolve) => setImmediate(resolve));
    throwIfCancelled(signal);
  }
  const count = indices.length;
  return { loss: sum / count, error: errorSum === null ? null : errorSum / count };
}

const diverged = (epoch: number): AppError =>
  new AppError(
    'MODEL_DIVERGED',
    `Training diverged in epoch ${epoch}: the loss is no number. Try a lower learning rate (a tenth), or check the features for extreme values.`,
    { epoch },
  );
