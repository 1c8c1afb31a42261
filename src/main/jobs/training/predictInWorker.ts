import { AppError } from '#shared/errors.ts';
import { startFoldWorker } from './foldWorkerProcess.ts';

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

/** Stored models in a worker process, for as long as `work` takes: TensorFlow never computes in the engine. */
export async function withPredictor<T>(
  { workerFile, signal }: { workerFile: string; signal: AbortSignal },
  work: (predict: Predict) => Promise<T>,
): Promise<T> {
  const worker = startFoldWorker(workerFile);
  const stop = (): void => worker.kill();
  signal.addEventListener('abort', stop, { once: true });
  const predict: Predict = async (weights, x, count) => {
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
    return await work(predict);
  } catch (thrown) {
    if (signal.aborted) throw new AppError('CANCELLED', 'cancelled');
    throw thrown;
  } finally {
    signal.removeEventListener('abort', stop);
    worker.kill();
  }
}
