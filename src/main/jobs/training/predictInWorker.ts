import { AppError } from '#shared/errors.ts';
import { startFoldWorker } from './foldWorkerProcess.ts';
import type { FoldWorker } from './foldWorkerProcess.ts';

/**
 * What a stored model says of windows, count × lookback × width → one number a window. `weights` are what a
 * learner's `toBytes` wrote. Throws CANCELLED once the call is, MODEL_MISMATCH for bytes that are no model.
 */
export type Predict = (
  weights: Uint8Array,
  x: Float32Array,
  count: number,
) => Promise<Float32Array>;

/** Values of windows in one message: 16 MiB. */
const MESSAGE_VALUES = 4 * 2 ** 20;

interface WorkerPlace {
  workerFile: string;
  signal: AbortSignal;
}

/** A worker process for as long as `work` takes: TensorFlow never computes in the engine. */
export async function withWorker<T>(
  { workerFile, signal }: WorkerPlace,
  work: (worker: FoldWorker) => Promise<T>,
): Promise<T> {
  const worker = startFoldWorker(workerFile);
  const stop = (): void => worker.kill();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await work(worker);
  } catch (thrown) {
    if (signal.aborted) throw new AppError('CANCELLED', 'cancelled');
    throw thrown;
  } finally {
    signal.removeEventListener('abort', stop);
    worker.kill();
  }
}

/** Stored models in a worker process, for as long as `work` takes. */
export const withPredictor = <T>(
  place: WorkerPlace,
  work: (predict: Predict) => Promise<T>,
): Promise<T> => withWorker(place, (worker) => work(predictIn(worker)));

export const predictIn =
  (worker: FoldWorker): Predict =>
  async (weights, x, count) => {
    const size = x.length / count;
    const most = Math.max(1, Math.floor(MESSAGE_VALUES / size));
    const predictions = new Float32Array(count);
    for (let from = 0; from < count; from += most) {
      const part = Math.min(most, count - from);
      const windows = x.slice(from * size, (from + part) * size);
      const task = { kind: 'predict', weights, x: windows, count: part } as const;
      predictions.set(await worker.train(task, () => undefined), from);
    }
    return predictions;
  };
