import type { FromWorker, ToWorker } from '#main/jobs/foldProtocol.ts';
import { trainTimingFold } from '#main/jobs/timingFold.ts';
import type { TimingData } from '#main/jobs/timingData.ts';
import { openBackend } from '#main/model/backend.ts';
import { toErrorRecord } from '#shared/errors.ts';
import type { TimingConfig } from '#shared/run.ts';

const known = new Map<string, { config: TimingConfig; data: TimingData }>();

const post = (message: FromWorker): void => void process.send?.(message);

async function train({ symbol, index }: Extract<ToWorker, { type: 'train' }>): Promise<void> {
  try {
    const work = known.get(symbol);
    const fold = work?.data.folds[index];
    if (!work || !fold) throw new Error(`no fold ${index} of ${symbol} was sent`);
    const trained = await trainTimingFold(work.data, work.config, fold, {
      onEpoch: (losses) => post({ type: 'epoch', ...losses }),
    });
    post({ type: 'trained', ...trained });
  } catch (thrown) {
    post({ type: 'failed', error: toErrorRecord(thrown) });
  }
}

/** A fold worker: TensorFlow computes here, so that the engine keeps answering. */
async function startWorker(): Promise<void> {
  process.on('disconnect', () => process.exit(0));
  // Ctrl-C reaches the whole process group; the parent decides when its workers end.
  process.on('SIGINT', () => undefined);
  process.on('message', (message) => {
    const received = message as ToWorker;
    if (received.type === 'data') known.set(received.data.symbol, received);
    else void train(received);
  });
  post({ type: 'ready', backend: await openBackend() });
}

startWorker().catch((thrown: unknown) => post({ type: 'failed', error: toErrorRecord(thrown) }));
