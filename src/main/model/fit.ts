import { createRandom, shuffle } from '#main/lib/random.ts';
import type { Random } from '#main/lib/random.ts';
import { AppError, throwIfCancelled } from '#shared/errors.ts';
import { range } from './runNetwork.ts';
import type { RateSchedule } from './schedule.ts';
import type { TrainingHistory } from './trainedModel.ts';

export interface BatchResult {
  loss: number;
  /** Mean absolute error; null for a classifier. */
  error: number | null;
}

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

export interface FitOptions {
  /** Training samples. */
  count: number;
  /** Their order in one epoch; left out: shuffled anew each time. */
  order?: (random: Random) => Int32Array;
  orderSeed: number;
  batchSize: number;
  /** Samples passed between two turns of the event loop. */
  turnSamples: number;
  epochs: number;
  /** Epochs without a lower validation loss after which training stops. */
  patience: number;
  keep: 'best' | 'last';
  schedule: RateSchedule;
  step: (indices: Int32Array, rate: number) => BatchResult;
  validate: (() => BatchResult) | null;
  /** The weights as they are. */
  read: () => Float32Array;
  signal?: AbortSignal;
  onEpoch?: (record: NetworkEpoch) => void;
}

/** Epoch after epoch: trains, validates, keeps the best weights, stops early. */
export async function fit(
  options: FitOptions,
): Promise<{ weights: Float32Array; history: TrainingHistory }> {
  const { count, epochs, patience, keep, schedule, validate, read, signal, onEpoch } = options;
  const random = createRandom(options.orderSeed);
  const indices = range(0, count);
  const nextOrder = options.order ?? (() => (shuffle(indices, random), indices));
  const history: TrainingHistory = { trainLosses: [], validLosses: [], bestEpoch: 1 };
  let weights = read();
  let best = Infinity;
  for (let epoch = 1; epoch <= epochs && epoch - history.bestEpoch <= patience; epoch++) {
    const trained = await runEpoch(nextOrder(random), schedule.rate(), options);
    const validated = validate?.() ?? null;
    if (![trained.loss, validated?.loss ?? 0].every(Number.isFinite)) throw diverged(epoch);
    record(history, trained, validated);
    schedule.after(validated?.loss ?? trained.loss);
    onEpoch?.({
      epoch,
      ...{ trainLoss: trained.loss, validLoss: validated?.loss ?? null },
      ...{ trainError: trained.error, validError: validated?.error ?? null },
    });
    const reached = keep === 'best' ? (validated?.loss ?? -epoch) : -epoch;
    if (reached < best) {
      best = reached;
      history.bestEpoch = epoch;
      weights = read();
    }
    throwIfCancelled(signal);
  }
  return { weights, history };
}

function record(
  history: TrainingHistory,
  trained: BatchResult,
  validated: BatchResult | null,
): void {
  history.trainLosses.push(trained.loss);
  if (trained.error !== null) (history.trainErrors ??= []).push(trained.error);
  if (!validated) return;
  history.validLosses.push(validated.loss);
  if (validated.error !== null) (history.validErrors ??= []).push(validated.error);
}

/** Means over the epoch. */
async function runEpoch(
  indices: Int32Array,
  rate: number,
  { batchSize, turnSamples, step, signal }: FitOptions,
): Promise<BatchResult> {
  let sum = 0;
  let errorSum: number | null = null;
  let sinceTurn = 0;
  for (let from = 0; from < indices.length; from += batchSize) {
    const batch = indices.slice(from, from + batchSize);
    const { loss, error } = step(batch, rate);
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
