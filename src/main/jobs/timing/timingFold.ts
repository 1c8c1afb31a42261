import { z } from 'zod';
import { buildFoldSamples } from '#main/dataset/foldSamples.ts';
import type { FoldSamples } from '#main/dataset/foldSamples.ts';
import type { Fold } from '#main/dataset/folds.ts';
import { fitCloud, percentilesFrom } from '#main/dataset/inputCloud.ts';
import { selectFoldFeatures } from '#main/dataset/selectFoldFeatures.ts';
import { toIsoDate } from '#main/lib/dates.ts';
import { deriveSeed } from '#main/lib/random.ts';
import type { Learner } from '#main/model/learner.ts';
import { adam } from '#main/model/optimizer.ts';
import { trainNetwork } from '#main/model/train.ts';
import { trainLearner } from '#main/model/trainLearner.ts';
import { calibrate, calibratorSchema, fitCalibrator } from '#main/report/calibrationFit.ts';
import type { Calibrator } from '#main/report/calibrationFit.ts';
import { probabilityDoubt, probabilityDoubtSchema } from '#main/report/probabilityBand.ts';
import type { ProbabilityDoubt } from '#main/report/probabilityBand.ts';
import { isPlainModel } from '#shared/models.ts';
import { timingSettingsSchema } from '#shared/run.ts';
import type { FoldRecord, TimingConfig } from '#shared/run.ts';
import type { EpochLosses } from '../training/epochLosses.ts';
import { planMembers } from '../training/memberPlans.ts';
import type { TimingData } from './timingData.ts';

/** What is stored of a finished fold: enough to go on after a crash without training it again. */
export const foldResultSchema = z.object({
  trainLosses: z.array(z.number()),
  validLosses: z.array(z.number()),
  /** One for each bar of the test part, of the run's model and of the plain baseline. */
  probabilities: z.array(z.number()),
  logistic: z.array(z.number()),
  /** Columns that were trained on, where they were chosen. */
  features: z.array(z.string()).optional(),
  /** What `probabilities` were corrected with, where they were. */
  calibrator: calibratorSchema.optional(),
  /** Mean and spread of each probability over passes with dropout on, where they were asked for. */
  passMeans: z.array(z.number()).optional(),
  passSpreads: z.array(z.number()).optional(),
  /** How far probabilities may be off, of the run's model and of the plain baseline. */
  doubt: probabilityDoubtSchema.optional(),
  logisticDoubt: probabilityDoubtSchema.optional(),
  /** Of each bar of the test part: share of the training windows that lie nearer to their middle. */
  distances: z.array(z.number()).optional(),
});
export type FoldResult = z.infer<typeof foldResultSchema>;

export interface TrainedFold {
  result: FoldResult;
  weights: Uint8Array;
}

export interface FoldOptions {
  signal?: AbortSignal;
  onEpoch?: (losses: EpochLosses) => void;
  /** Whether the plain baseline is trained beside; without it its probabilities are empty. */
  isBaselineWanted?: boolean;
  /** Weights of the fold before, to start from. */
  start?: Uint8Array;
}

/**
 * Trains the run's model and the logistic baseline on one fold and predicts its test part. Depends on
 * nothing but data, config and fold, so that folds may be trained in any order and any process.
 */
export async function trainTimingFold(
  data: TimingData,
  config: TimingConfig,
  fold: Fold,
  { isBaselineWanted = true, start, ...options }: FoldOptions = {},
): Promise<TrainedFold> {
  const seed = deriveSeed(config.seed, data.symbol);
  const { settings } = config;
  const table = selectFoldFeatures(data.table, data.labels, fold, settings, seed);
  const samples = buildFoldSamples(table, data.labels, fold, settings, seed);
  const modelSeed = deriveSeed(seed, 'model', fold.index);
  const main = await trainLearner({
    ...options,
    // Weights of other columns are no start.
    start: table === data.table ? start : undefined,
    members: planMembers(config.model, config.settings, 'probability'),
    ...{ loss: 'crossEntropy', train: samples.train, valid: samples.valid, seed: modelSeed },
  });
  try {
    const calibrator = calibrateOn(main, samples, config);
    const own = predict(main, samples, config, calibrator);
    const baselineSeed = deriveSeed(seed, 'logistic', fold.index);
    const logistic = isPlainModel(config)
      ? own
      : isBaselineWanted
        ? await fitBaseline(samples, config, baselineSeed, options)
        : { probabilities: [] };
    const { trainLosses, validLosses } = main.history;
    const passes = passTest(main, samples, config, modelSeed);
    const result = {
      ...{ trainLosses, validLosses, ...own, ...passes },
      ...{ logistic: logistic.probabilities, logisticDoubt: logistic.doubt },
      distances: distancesOf(samples),
      ...(table !== data.table && { features: [...table.names] }),
      ...(calibrator && { calibrator }),
    };
    return { result, weights: main.toBytes() };
  } finally {
    main.dispose();
  }
}

/** Fitted on the validation part, which early stopping has looked at and training has not. */
function calibrateOn(
  model: Learner,
  { valid }: FoldSamples,
  { settings }: TimingConfig,
): Calibrator | null {
  if (settings.calibration === 'none') return null;
  const said = model.predict(valid.x, valid.count);
  return fitCalibrator(settings.calibration, said, valid.y);
}

/** How the baseline is trained, whatever the run's own model needs: a yardstick does not move. */
const PLAIN = timingSettingsSchema.parse({});

async function fitBaseline(
  samples: FoldSamples,
  config: TimingConfig,
  seed: number,
  { signal }: FoldOptions,
): Promise<Said> {
  const { epochs, batchSize, patience, learningRate } = PLAIN;
  const model = await trainNetwork({
    ...{ spec: { kind: 'logistic' }, loss: 'crossEntropy', optimizer: adam(learningRate) },
    ...{ train: samples.train, valid: samples.valid, epochs, batchSize, patience, seed, signal },
  });
  try {
    return predict(model, samples, config, null);
  } finally {
    model.dispose();
  }
}

/** Probabilities of the test part, and how far the validation part says that they may be off. */
type Said = { probabilities: number[]; doubt?: ProbabilityDoubt };

function predict(
  model: Learner,
  { test, valid }: FoldSamples,
  { settings }: TimingConfig,
  calibrator: Calibrator | null,
): Said {
  const ask = ({ x, count }: Pick<typeof test, 'x' | 'count'>): number[] =>
    Array.from(model.predict(x, count), (raw) => calibrate(calibrator, raw));
  const probabilities = ask(test);
  return { probabilities, doubt: probabilityDoubt(ask(valid), valid.y, settings.horizon) };
}

/** Windows that SMOTE made up lie between the others: they say nothing of where inputs come from. */
function distancesOf({ train, observed, test }: FoldSamples): number[] {
  if (observed < 2) return [];
  const cloud = fitCloud(train.x, observed, train.lookback * train.width);
  return Array.from(percentilesFrom(cloud, test.x, test.count));
}

function passTest(
  model: Learner,
  { test }: FoldSamples,
  { settings }: TimingConfig,
  seed: number,
): Pick<FoldResult, 'passMeans' | 'passSpreads'> {
  if (settings.passes === 0) return {};
  const { x, count } = test;
  const { mean, spread } = model.predictPasses(x, count, settings.passes, deriveSeed(seed, 'pass'));
  return { passMeans: Array.from(mean), passSpreads: Array.from(spread) };
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
    ...(result.features && { features: result.features }),
  };
}
