import type { Store } from '#main/store/store.ts';
import type { HandlerContext } from '#shared/contract.ts';
import { throwIfCancelled } from '#shared/errors.ts';
import { roundsOf } from '#shared/models.ts';
import type { TimingConfig } from '#shared/run.ts';
import { createFoldChain } from './foldChain.ts';
import type { ChainTask } from './foldChain.ts';
import { trainInPool } from '../training/foldPool.ts';
import type { EpochLosses } from '../training/epochLosses.ts';
import type { TimingData } from './timingData.ts';
import { foldResultSchema } from './timingFold.ts';
import type { FoldResult } from './timingFold.ts';

interface FoldTask {
  data: TimingData;
  index: number;
}

/** Results of one symbol's folds, in their order. */
export interface SymbolFolds {
  data: TimingData;
  results: FoldResult[];
}

export interface FoldTraining {
  store: Store;
  workerFile: string;
  run: string;
  config: TimingConfig;
  symbols: readonly TimingData[];
}

/**
 * Trains what is not stored yet, spread over worker processes, and stores each fold when it is done; a
 * run that was cut off goes on where it stopped.
 */
export async function trainFolds(
  { store, workerFile, run, config, symbols }: FoldTraining,
  context: HandlerContext,
): Promise<SymbolFolds[]> {
  throwIfCancelled(context.signal);
  const results = readStored(store, run);
  const all = symbols.flatMap((data) => data.folds.map(({ index }): FoldTask => ({ data, index })));
  store.runs.setFoldsTotal(run, all.length);
  const tasks = all.filter((task) => !results.has(keyOf(task)));
  const chain = createFoldChain(store, run, config, (task) => results.has(nameOf(task)));
  // Where folds wait for one another, those of other symbols go on meanwhile.
  if (config.settings.warmStart) tasks.sort((a, b) => a.index - b.index);
  const progress = createFoldProgress(context, config, all.length, all.length - tasks.length);
  await trainInPool({
    workerFile,
    workers: store.settings.read().workers,
    tasks,
    signal: context.signal,
    train: async (worker, task) => {
      const { data, index } = task;
      const { symbol } = data;
      const start = await chain.startOf({ symbol, index });
      await worker.give(symbol, [{ type: 'timing', config, data }]);
      return worker.train({ kind: 'timing', symbol, index, start }, (losses) =>
        progress.onEpoch(task, losses),
      );
    },
    onTrained: (task, { result, weights }) => {
      store.runs.saveFold(run, { symbol: task.data.symbol, index: task.index, result, weights });
      results.set(keyOf(task), result);
      chain.pass({ symbol: task.data.symbol, index: task.index }, weights);
      progress.onTrained(task);
    },
  });
  return symbols.map((data) => ({
    data,
    results: data.folds.map(({ index }) => results.get(keyOf({ data, index }))!),
  }));
}

const nameOf = ({ symbol, index }: ChainTask): string => `${symbol}/${index}`;
const keyOf = ({ data, index }: FoldTask): string => nameOf({ symbol: data.symbol, index });

function readStored(store: Store, run: string): Map<string, FoldResult> {
  return new Map(
    store.runs
      .readFolds(run)
      .map(({ symbol, index, result }) => [`${symbol}/${index}`, foldResultSchema.parse(result)]),
  );
}

/** Progress counts epochs or rounds over all workers; a fold that stops early jumps to its end. */
function createFoldProgress(
  context: HandlerContext,
  config: TimingConfig,
  total: number,
  before: number,
) {
  const { unit, most } = roundsOf(config.model, config.settings);
  const running = new Map<string, number>();
  let finished = before;
  const done = (): number =>
    finished * most + [...running.values()].reduce((sum, epoch) => sum + epoch, 0);
  const onEpoch = (task: FoldTask, { epoch, trainLoss, validLoss }: EpochLosses): void => {
    running.set(keyOf(task), epoch);
    const { symbol, folds } = task.data;
    context.report({
      step: 'train',
      done: done(),
      total: total * most,
      data: {
        symbol,
        fold: task.index + 1,
        folds: folds.length,
        foldsDone: finished,
        epoch,
        epochs: most,
        unit,
        trainLoss,
        validLoss,
      },
    });
  };
  return {
    onEpoch,
    onTrained: (task: FoldTask): void => {
      running.delete(keyOf(task));
      finished++;
      context.report({ step: 'train', done: done(), total: total * most });
    },
  };
}
