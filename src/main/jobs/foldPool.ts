import { availableParallelism } from 'node:os';
import { AppError, toAppError } from '#shared/errors.ts';
import type { TimingConfig } from '#shared/run.ts';
import { startFoldWorker } from './foldWorkerProcess.ts';
import type { FoldWorker } from './foldWorkerProcess.ts';
import type { TimingData } from './timingData.ts';
import type { FoldOptions, TrainedFold } from './timingFold.ts';

export interface FoldTask {
  data: TimingData;
  index: number;
}

export interface FoldPoolInput {
  /** Entry file of the worker process. */
  workerFile: string;
  /** 0 = one for each core. */
  workers: number;
  config: TimingConfig;
  tasks: readonly FoldTask[];
  signal: AbortSignal;
  onEpoch: (task: FoldTask, losses: Parameters<NonNullable<FoldOptions['onEpoch']>>[0]) => void;
  /** In the order in which folds finish, which varies; what each holds does not. */
  onTrained: (task: FoldTask, trained: TrainedFold) => void;
}

/** A fold may lose its process this often before the run is given up. */
const MAX_DEATHS = 2;

/**
 * Trains folds in several processes. A process that dies is replaced and its fold done again; a cancel
 * kills them all. Results do not depend on the number of workers, because each fold has its own seed and
 * each process one TensorFlow thread.
 */
export async function trainInPool(input: FoldPoolInput): Promise<void> {
  const { tasks, signal } = input;
  const queue = [...tasks];
  const count = Math.min(input.workers || availableParallelism(), queue.length);
  const alive = new Set<FoldWorker>();
  const killAll = (): void => {
    for (const worker of alive) worker.kill();
  };
  signal.addEventListener('abort', killAll, { once: true });
  try {
    await Promise.all(
      Array.from({ length: count }, () =>
        serveQueue(input, queue, alive).catch((thrown: unknown) => {
          queue.length = 0;
          killAll();
          throw thrown;
        }),
      ),
    );
  } finally {
    signal.removeEventListener('abort', killAll);
    killAll();
  }
}

/** One worker's life: takes the next fold until none is left. */
async function serveQueue(
  input: FoldPoolInput,
  queue: FoldTask[],
  alive: Set<FoldWorker>,
): Promise<void> {
  let worker = startIn(alive, input.workerFile);
  for (let task = queue.shift(); task; task = queue.shift()) {
    for (let deaths = 0; ; deaths++) {
      if (input.signal.aborted) throw new AppError('CANCELLED', 'cancelled');
      try {
        const current = task;
        const trained = await worker.train(input.config, task.data, task.index, (losses) =>
          input.onEpoch(current, losses),
        );
        input.onTrained(task, trained);
        break;
      } catch (thrown) {
        if (input.signal.aborted) throw new AppError('CANCELLED', 'cancelled');
        if (toAppError(thrown).code !== 'ENGINE_EXITED' || deaths >= MAX_DEATHS) throw thrown;
        alive.delete(worker);
        worker = startIn(alive, input.workerFile);
      }
    }
  }
  alive.delete(worker);
  worker.kill();
}

function startIn(alive: Set<FoldWorker>, workerFile: string): FoldWorker {
  const worker = startFoldWorker(workerFile);
  alive.add(worker);
  return worker;
}
