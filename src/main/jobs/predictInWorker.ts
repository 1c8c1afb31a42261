import { AppError } from '#shared/errors.ts';
import { startFoldWorker } from './foldWorkerProcess.ts';

/** A stored model that answers from a process of its own. */
export interface Predictor {
  /** count × lookback × width → one number a window. Throws CANCELLED once the call is. */
  predict: (x: Float32Array, count: number) => Promise<Float32Array>;
}

/** Values of windows in one message: 16 MiB. */
const MESSAGE_VALUES = 4 * 2 ** 20;

/**
 * Loads what a learner's `toBytes` wrote in a worker process, for as long as `work` takes; TensorFlow never
 * computes in the engine itself. Throws MODEL_MISMATCH for bytes that are no model of this version.
 */
export async function withPredictor<T>(
  { workerFile, weights, signal }: { workerFile: string; weights: Uint8Array; signal: AbortSignal },
  work: (predictor: Predictor) => Promise<T>,
): Promise<T> {
  const worker = startFoldWorker(workerFile);
  const stop = (): void => worker.kill();
  signal.addEventListener('abort', stop, { once: true });
  const predict = async (x: Float32Array, count: number): Promise<Float32Array> => {
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
  try {
    return await work({ predict });
  } catch (thrown) {
    if (signal.aborted) throw new AppError('CANCELLED', 'cancelled');
    throw thrown;
  } finally {
    signal.removeEventListener('abort', stop);
    worker.kill();
  }
}
