import { z } from 'zod';
import { buildFoldSamples } from '#main/dataset/foldSamples.ts';
import type { FoldSamples } from '#main/dataset/foldSamples.ts';
import type { Fold } from '#main/dataset/folds.ts';
import { toIsoDate } from '#main/lib/dates.ts';
import { deriveSeed } from '#main/lib/random.ts';
import type { ModelSpec } from '#main/model/spec.ts';
import { trainClassifier } from '#main/model/train.ts';
import type { EpochRecord } from '#main/model/train.ts';
import type { TrainedModel } from '#main/model/trainedModel.ts';
import type { ModelKind } from '#shared/domain.ts';
import type { FoldRecord, TimingConfig, TimingSettings } from '#shared/run.ts';
import type { TimingData } from './timingData.ts';

/** What is stored of a finished fold: enough to go on after a crash without training it again. */
export const foldResultSchema = z.object({
  trainLosses: z.array(z.number()),
  validLosses: z.array(z.number()),
  /** One for each bar of the test part, of the run's model and of the plain baseline. */
  probabilities: z.array(z.number()),
  logistic: z.array(z.number()),
});
export type FoldResult = z.infer<typeof foldResultSchema>;

export interface TrainedFold {
  result: FoldResult;
  weights: Uint8Array;
}

export interface FoldOptions {
  signal?: AbortSignal;
  onEpoch?: (epoch: EpochRecord) => void;
  /** Whether the plain baseline is trained beside; without it its probabilities are empty. */
  isBaselineWanted?: boolean;
}

/**
 * Trains the run's model and the logistic baseline on one fold and predicts its test part. Depends on
 * nothing but data, config and fold, so that folds may be trained in any order and any process.
 */
export async function trainTimingFold(
  data: TimingData,
  config: TimingConfig,
  fold: Fold,
  { isBaselineWanted = true, ...options }: FoldOptions = {},
): Promise<TrainedFold> {
  const seed = deriveSeed(config.seed, data.symbol);
  const samples = buildFoldSamples(data.table, data.labels, fold, config.settings, seed);
  const main = await fit(samples, config, config.model, deriveSeed(seed, 'model', fold.index), {
    ...options,
  });
  try {
    const probabilities = predict(main, samples);
    const baselineSeed = deriveSeed(seed, 'logistic', fold.index);
    const logistic =
      config.model === 'logistic'
        ? probabilities
        : isBaselineWanted
          ? await fitBaseline(samples, config, baselineSeed, options)
          : [];
    const { trainLosses, validLosses } = main.history;
    const result = { trainLosses, validLosses, probabilities, logistic };
    return { result, weights: main.toBytes() };
  } finally {
    main.dispose();
  }
}

async function fitBaseline(
  samples: FoldSamples,
  config: TimingConfig,
  seed: number,
  { signal }: FoldOptions,
): Promise<number[]> {
  const model = await fit(samples, config, 'logistic', seed, { signal });
  try {
    return predict(model, samples);
  } finally {
    model.dispose();
  }
}

const predict = (model: TrainedModel, { test }: FoldSamples): number[] =>
  Array.from(model.predict(test.x, test.count));

function fit(
  samples: FoldSamples,
  { settings }: TimingConfig,
  kind: ModelKind,
  seed: number,
  options: FoldOptions,
): Promise<TrainedModel> {
  return trainClassifier({
    spec: toModelSpec(kind, settings),
    train: samples.train,
    valid: samples.valid,
    epochs: settings.epochs,
    batchSize: settings.batchSize,
    learningRate: settings.learningRate,
    patience: settings.patience,
    seed,
    ...options,
  });
}

function toModelSpec(kind: ModelKind, settings: TimingSettings): ModelSpec {
  const { hidden, heads, layers, feedForward, dropout } = settings;
  if (kind === 'bilstm') return { kind, hidden };
  if (kind === 'transformer') return { kind, heads, layers, feedForward, dropout };
  return { kind };
}

/** A fold as the report shows it. */
export function toFoldRecord(data: TimingData, fold: Fold, result: FoldResult): FoldRecord {
  const dateOf = (row: number): string => toIsoDate(data.tradeDate[row]);
  return {
    symbol: data.symbol,
    index: fold.index,
    trainFrom: dateOf(fold.trainFrom),
    trainTo: dateOf(fold.trainTo - 1),
    testFrom: dateOf(fold.testFrom),
    testTo: dateOf(fold.testTo - 1),
    epochs: result.trainLosses.length,
    trainLosses: result.trainLosses,
    validLosses: result.validLosses,
  };
}
