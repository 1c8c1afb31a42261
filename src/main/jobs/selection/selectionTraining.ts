import { z } from 'zod';
import { toIsoDate } from '#main/lib/dates.ts';
import { predictionBand } from '#main/report/predictionBand.ts';
import type { ScoredPanel } from '#main/report/selectionInput.ts';
import type { ScoreDoubts } from '#main/store/scores.ts';
import type { Store } from '#main/store/store.ts';
import type { HandlerContext } from '#shared/contract.ts';
import { throwIfCancelled } from '#shared/errors.ts';
import { isPlainModel, roundsOf } from '#shared/models.ts';
import type {
  PredictionBand,
  SelectionConfig,
  SelectionModel,
  TrainingRecord,
} from '#shared/selection.ts';
import { trainInPool } from '../training/foldPool.ts';
import type { EpochLosses } from '../training/epochLosses.ts';
import type { ToWorker } from '../training/foldProtocol.ts';
import type { FoldWorker } from '../training/foldWorkerProcess.ts';
import type { SelectionData } from './selectionData.ts';
import type { SelectionInputs, TrainingLosses } from './selectionModel.ts';
import { testDistances } from './selectionDistances.ts';
import { doubtsOfScores, residualsOf } from './selectionDoubts.ts';
import { toScores } from './selectionScores.ts';
import type { SymbolWindows, TrainedResult } from './perSymbol.ts';
import { openSymbolTraining } from './symbolTraining.ts';
import type { SymbolTraining } from './symbolTraining.ts';

export interface SelectionTraining {
  store: Store;
  workerFile: string;
  run: string;
  config: SelectionConfig;
  data: SelectionData;
}

interface WithDistances extends SelectionTraining {
  /** Of each test window: share of the training windows that lie nearer to their middle. */
  distances: Float32Array;
}

/** One trained model of a run. */
export interface ModelScores {
  model: SelectionModel;
  scored: ScoredPanel;
  losses: TrainingLosses;
  /** Null where its predictions are no returns, and where validation is too short for a band. */
  band: PredictionBand | null;
  /** Of each score; left out by runs from before it was kept. */
  doubts?: ScoreDoubts;
}

const lossesSchema = z.object({
  trainLosses: z.array(z.number()),
  trainErrors: z.array(z.number()),
  validLosses: z.array(z.number()),
});

/** Of a model without a band, and of runs from before there was one, nothing is stored. */
const bandSchema = z.object({
  band: z
    .object({
      level: z.number(),
      coverage: z.number().nullable(),
      ...{ low: z.number(), high: z.number(), count: z.number(), meanWidth: z.number() },
    })
    .nullable()
    .default(null),
});

/**
 * TensorFlow operations that run side by side. The LSTMs from either end of lstm-top30's windows do not wait
 * for each other; the other networks are one operation after another.
 */
const threadsOf = (model: SelectionModel): number => (model === 'priceBilstm' ? 2 : 1);

/** The run's model, and ridge regression as the plain baseline beside it. */
const modelsOf = (config: SelectionConfig): SelectionModel[] =>
  isPlainModel(config) ? ['ridge'] : [config.model, 'ridge'];

/** A model of all symbols, or that of one symbol. */
type SelectionTask = { model: SelectionModel } | { windows: SymbolWindows };

/**
 * Trains what is not stored yet, each model in a process of its own where cores allow, and stores it when it
 * is done; a run that was cut off goes on with what is missing.
 */
export async function trainSelection(
  training: SelectionTraining,
  context: HandlerContext,
): Promise<ModelScores[]> {
  const { store, workerFile, run, config, data } = training;
  throwIfCancelled(context.signal);
  const models = modelsOf(config);
  const distances = await testDistances(data.inputs, config, context.signal);
  const known = { ...training, distances };
  const done = new Map(models.flatMap((model) => readStored(known, model)));
  const symbols = openSymbolTraining(training, context);
  store.runs.setFoldsTotal(run, models.length + (symbols?.count ?? 0));
  const progress = symbols ? () => undefined : createEpochProgress(context, config);
  await trainInPool({
    workerFile,
    workers: store.settings.read().workers,
    threads: threadsOf(config.model),
    tasks: tasksOf(training, done, symbols),
    signal: context.signal,
    train: async (worker, task) => {
      if ('windows' in task) return symbols!.train(worker, task.windows);
      await giveSelection(worker, config, data.inputs);
      return worker.train({ kind: 'selection', model: task.model }, progress);
    },
    onTrained: (task, trained) => {
      if ('windows' in task) symbols!.keep(task.windows, trained);
      else done.set(task.model, keep(known, task.model, trained, trained.weights));
    },
  });
  if (symbols && !done.has(config.model)) {
    done.set(config.model, keep(known, config.model, symbols.join(), null));
  }
  return models.map((model) => done.get(model)!);
}

function tasksOf(
  { config }: SelectionTraining,
  done: ReadonlyMap<SelectionModel, ModelScores>,
  symbols: SymbolTraining | null,
): SelectionTask[] {
  const whole = modelsOf(config).filter(
    (model) => !done.has(model) && !(symbols && model === config.model),
  );
  const own = done.has(config.model) ? [] : (symbols?.missing ?? []);
  return [...whole.map((model) => ({ model })), ...own.map((windows) => ({ windows }))];
}

/** Values in one message of rows: 16 MiB. */
const ROW_VALUES = 4 * 2 ** 20;

/** Hands a worker all that it trains a selection's models on; a second time nothing is sent. */
export const giveSelection = (
  worker: FoldWorker,
  config: SelectionConfig,
  inputs: SelectionInputs,
): Promise<void> => worker.give('selection', messagesFor(config, inputs));

function* messagesFor(config: SelectionConfig, inputs: SelectionInputs): Iterable<ToWorker> {
  const { x } = inputs;
  yield {
    type: 'selection',
    config,
    inputs: { ...inputs, x: new Float32Array(0) },
    size: x.length,
  };
  for (let from = 0; from < x.length; from += ROW_VALUES) {
    yield { type: 'rows', from, x: x.slice(from, from + ROW_VALUES) };
  }
}

function keep(
  { store, run, config, data, distances }: WithDistances,
  model: SelectionModel,
  trained: TrainedResult,
  weights: Uint8Array | null,
): ModelScores {
  const { losses, predictions } = trained;
  const scored = { ...toScores(data, config, predictions, model), windowDistances: distances };
  const doubts = doubtsOfScores(data, config, model, scored, { ...trained, distances });
  const { dates, symbols, values: scores, outcomes } = scored;
  store.scores.save(run, model, { dates, symbols, scores, outcomes, predictions, doubts });
  const band = bandOf(data, config, trained);
  store.runs.saveFold(run, { symbol: model, index: 0, result: { ...losses, band }, weights });
  return { model, scored, losses, band, doubts };
}

/** The band of a model that predicts returns, as wide as its errors on the validation part were. */
export function bandOf(
  data: Pick<SelectionData, 'inputs' | 'testLabels'>,
  { settings }: SelectionConfig,
  { validPredictions, predictions, passes }: TrainedResult,
): PredictionBand | null {
  if (settings.target !== 'return' || validPredictions === null) return null;
  const residuals = residualsOf(data, validPredictions);
  return predictionBand({
    ...{ residuals, predictions, spread: passes?.spread, labels: data.testLabels },
  });
}

function readStored(
  { store, run, config, data, distances }: WithDistances,
  model: SelectionModel,
): [SelectionModel, ModelScores][] {
  const fold = store.runs.readFolds(run).find(({ symbol }) => symbol === model);
  const stored = store.scores.read(run, model);
  if (!fold || !stored) return [];
  const { predictions, doubts } = stored;
  const scored = { ...toScores(data, config, predictions, model), windowDistances: distances };
  const losses = lossesSchema.parse(fold.result);
  const { band } = bandSchema.parse(fold.result);
  return [[model, { model, scored, losses, band, ...(doubts && { doubts }) }]];
}

/** Epochs or rounds of the run's model with its losses and an estimate of the seconds left. */
function createEpochProgress(
  { report }: HandlerContext,
  { model, settings }: SelectionConfig,
): (losses: EpochLosses) => void {
  const { unit, most } = roundsOf(model, settings);
  const startedAt = performance.now();
  report({ step: 'train', done: 0, total: most });
  return ({ epoch, trainLoss, validLoss }) => {
    const seconds = (performance.now() - startedAt) / 1000;
    const secondsLeft = Math.round((seconds / epoch) * (most - epoch));
    report({
      step: 'train',
      done: epoch,
      total: most,
      data: { epoch, epochs: most, unit, trainLoss, validLoss, secondsLeft },
    });
  };
}

/** How the models were trained, as the report shows it. */
export function toTrainingRecords(
  { dates, split, ends, features }: SelectionData,
  models: readonly ModelScores[],
): TrainingRecord[] {
  return models.map(({ losses }) => ({
    samples: ends.train.length,
    validSamples: ends.valid.length,
    trainFrom: toIsoDate(dates[0]),
    trainTo: toIsoDate(dates[split.trainTo - 1]),
    ...(features && { features }),
    ...losses,
  }));
}
