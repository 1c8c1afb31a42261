import { availableParallelism } from 'node:os';
import { AppError, toAppError } from '#shared/errors.ts';
import { startFoldWorker } from './foldWorkerProcess.ts';
import type { FoldWorker } from './foldWorkerProcess.ts';

export interface PoolInput<Task, Trained> {
  /** Entry file of the worker process. */
  workerFile: string;
  /** 0 = one for each core. */
  workers: number;
  /** TensorFlow operations that may run side by side in one process; no result depends on it. */
  threads?: number;
  tasks: readonly Task[];
  signal: AbortSignal;
  /** Sends what the worker does not have yet, and has it trained. */
  train: (worker: FoldWorker, task: Task) => Promise<Trained>;
  /** In the order in which tasks finish, which varies; what each holds does not. */
  onTrained: (task: Task, trained: Trained) => void;
}

/** A task may lose its process this often before the run is given up. */
const MAX_DEATHS = 2;

/**
 * Trains in several processes. A process that dies is replaced and its task done again; a cancel kills
 * them all. Results do not depend on the number of workers, because each task has its own seed and each
 * TensorFlow operation one thread.
 */
export async function trainInPool<Task, Trained>(input: PoolInput<Task, Trained>): Promise<void> {
  const { tasks, signal } = input;
  const pool: Pool<Task> = { queue: [...tasks], alive: new Set(), isOver: false };
  const count = Math.min(input.workers || availableParallelism(), tasks.length);
  const end = (): void => {
    pool.isOver = true;
    for (const worker of pool.alive) worker.kill();
  };
  signal.addEventListener('abort', end, { once: true });
  try {
    await Promise.all(Array.from({ length: count }, () => serveQueue(input, pool)));
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}

interface Pool<Task> {
  queue: Task[];
  alive: Set<FoldWorker>;
  /** Everything is done, has failed or was cancelled: nothing is started any more. */
  isOver: boolean;
}

/** One worker's life: takes the next task until none is left. */
async function serveQueue<Task, Trained>(
  input: PoolInput<Task, Trained>,
  pool: Pool<Task>,
): Promise<void> {
  const { queue, alive } = pool;
  const stopIfOver = (): void => {
    if (input.signal.aborted || pool.isOver) throw new AppError('CANCELLED', 'cancelled');
  };
  let worker = startIn(alive, input);
  for (let task = queue.shift(); task; task = queue.shift()) {
    for (let deaths = 0; ; deaths++) {
      stopIfOver();
      try {
        const trained = await input.train(worker, task);
        stopIfOver();
        input.onTrained(task, trained);
        break;
      } catch (thrown) {
        stopIfOver();
        if (toAppError(thrown).code !== 'ENGINE_EXITED' || deaths >= MAX_DEATHS) throw thrown;
        alive.delete(worker);
        worker = startIn(alive, input);
      }
    }
  }
  alive.delete(worker);
  worker.kill();
}

function startIn(
  alive: Set<FoldWorker>,
  { workerFile, threads }: Pick<PoolInput<never, never>, 'workerFile' | 'threads'>,
): FoldWorker {
  const worker = startFoldWorker(workerFile, threads);
  alive.add(worker);
  return worker;
}
