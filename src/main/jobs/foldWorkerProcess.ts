import { fork } from 'node:child_process';
import { AppError, fromErrorRecord } from '#shared/errors.ts';
import type { BackendInfo, RunConfig } from '#shared/run.ts';
import type { FromWorker, ToWorker } from './foldProtocol.ts';
import type { TimingData } from './timingData.ts';
import type { FoldOptions, TrainedFold } from './timingFold.ts';

/** A process that trains one fold at a time. */
export interface FoldWorker {
  /** Resolves once its backend is loaded. */
  ready: Promise<BackendInfo>;
  /** Rejects with ENGINE_EXITED when the process dies meanwhile. */
  train: (
    config: RunConfig,
    data: TimingData,
    index: number,
    onEpoch: FoldOptions['onEpoch'],
  ) => Promise<TrainedFold>;
  /** At once, whatever it is doing: TensorFlow does not listen while it computes. */
  kill: () => void;
}

type Listener = (message: FromWorker) => void;

/** `file` is the worker's entry, in the form (source or bundle) that this process runs in itself. */
export function startFoldWorker(file: string): FoldWorker {
  const child = fork(file, {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
    // In Electron the executable is the app; as Node it runs the worker.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  const listeners = new Set<Listener>();
  const deaths = new Set<(error: AppError) => void>();
  const sent = new Set<string>();
  const died = (why: string): void => {
    const error = new AppError('ENGINE_EXITED', `a training process ended: ${why}`);
    for (const die of deaths) die(error);
  };
  child.on('message', (message) => {
    for (const listener of [...listeners]) listener(message as FromWorker);
  });
  child.on('error', (error) => died(error.message));
  child.on('exit', (code, signal) => died(signal ?? `exit code ${code ?? 'unknown'}`));

  /** Hears messages until one settles it or the process dies. */
  const waitFor = <T>(take: (message: FromWorker, settle: (value: T) => void) => void) =>
    new Promise<T>((resolve, reject) => {
      const end = (finish: () => void): void => {
        listeners.delete(listener);
        deaths.delete(die);
        finish();
      };
      const die = (error: AppError): void => end(() => reject(error));
      const listener: Listener = (message) => {
        if (message.type === 'failed') end(() => reject(fromErrorRecord(message.error)));
        else take(message, (value) => end(() => resolve(value)));
      };
      listeners.add(listener);
      deaths.add(die);
      if (child.exitCode !== null || child.signalCode !== null) {
        die(new AppError('ENGINE_EXITED', 'a training process has ended'));
      }
    });
  const post = (message: ToWorker): void => {
    // A message that meets a dying process is answered by its exit.
    if (child.connected) child.send(message, () => undefined);
  };

  const ready = waitFor<BackendInfo>((message, settle) => {
    if (message.type === 'ready') settle(message.backend);
  });
  ready.catch(() => undefined);
  return {
    ready,
    train: async (config, data, index, onEpoch) => {
      await ready;
      if (!sent.has(data.symbol)) post({ type: 'data', config, data });
      sent.add(data.symbol);
      post({ type: 'train', symbol: data.symbol, index });
      return waitFor<TrainedFold>((message, settle) => {
        if (message.type === 'epoch') onEpoch?.(message);
        else if (message.type === 'trained') settle(message);
      });
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
