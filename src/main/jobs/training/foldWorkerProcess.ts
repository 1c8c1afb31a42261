import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { describeBackend, hearBackend, THREADS_VARIABLE } from '#main/model/backend.ts';
import { AppError, fromErrorRecord } from '#shared/errors.ts';
import type { BackendInfo } from '#shared/run.ts';
import type { EpochLosses } from './epochLosses.ts';
import type { FromWorker, TaskOf, ToWorker, WorkerResults } from './foldProtocol.ts';

/** A process that trains one thing at a time. */
export interface FoldWorker {
  /** Of its process; 0 where none could be started. */
  pid: number;
  /** Resolves once its backend is loaded; rejects with NATIVE_UNAVAILABLE when it is not the expected one. */
  ready: Promise<BackendInfo>;
  /** Hands data over, once for each name; resolves when the process has taken it from us. */
  give: (name: string, messages: Iterable<ToWorker>) => Promise<void>;
  /** Rejects with ENGINE_EXITED when the process dies meanwhile. */
  train: <K extends keyof WorkerResults>(
    task: TaskOf<K>,
    onEpoch: (losses: EpochLosses) => void,
  ) => Promise<WorkerResults[K]>;
  /** At once, whatever it is doing: TensorFlow does not listen while it computes. */
  kill: () => void;
}

/**
 * `file` is the worker's entry, in the form (source or bundle) that this process runs in itself; `threads`
 * is how many TensorFlow operations may run side by side there.
 */
export function startFoldWorker(file: string, threads = 1): FoldWorker {
  const expected = describeBackend();
  const child = fork(file, {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
    // In Electron the executable is the app; as Node it runs the worker.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', [THREADS_VARIABLE]: String(threads) },
  });
  const answers = hearAnswers(child);
  const given = new Set<string>();
  const post = (message: ToWorker): Promise<void> =>
    new Promise((resolve) => {
      // A message that meets a dying process is answered by its exit.
      if (child.connected) child.send(message, () => resolve());
      else resolve();
    });
  const ready = answers
    .waitFor<BackendInfo>((message, settle) => {
      if (message.type === 'ready') settle(message.backend);
    })
    .then((loaded) => assertLoaded(loaded, expected));
  ready.catch(() => undefined);
  return {
    pid: child.pid ?? 0,
    ready,
    give: async (name, messages) => {
      await ready;
      if (given.has(name)) return;
      given.add(name);
      for (const message of messages) await post(message);
    },
    train: async <K extends keyof WorkerResults>(
      task: TaskOf<K>,
      onEpoch: (losses: EpochLosses) => void,
    ): Promise<WorkerResults[K]> => {
      await ready;
      await post({ type: 'train', task });
      return answers.waitFor<WorkerResults[K]>((message, settle) => {
        if (message.type === 'epoch') onEpoch(message);
        // A worker answers a task with what its kind gives.
        else if (message.type === 'trained') settle(message.trained as WorkerResults[K]);
      });
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

/** A result must not claim a backend that it was not computed on. */
function assertLoaded(loaded: BackendInfo, expected: BackendInfo): BackendInfo {
  if (loaded.name === expected.name) return loaded;
  hearBackend(loaded);
  throw new AppError(
    'NATIVE_UNAVAILABLE',
    `${loaded.reason ?? 'Another backend was expected.'} \`npm start\` while online sets it up again; ZUOT_BACKEND=cpu asks for the JavaScript backend.`,
  );
}

type Take<T> = (message: FromWorker, settle: (value: T) => void) => void;

interface Waiting {
  hear: (message: FromWorker) => void;
  fail: (error: AppError) => void;
}

/** Hands the worker's messages to whoever waits; its `failed` and its death end the wait as well. */
function hearAnswers(child: ChildProcess) {
  const waiting = new Set<Waiting>();
  let death: AppError | null = null;
  const die = (why: string): void => {
    death ??= new AppError('ENGINE_EXITED', `a training process ended: ${why}`);
    for (const { fail } of [...waiting]) fail(death);
  };
  child.on('message', (message) => {
    for (const { hear } of [...waiting]) hear(message as FromWorker);
  });
  child.on('error', (error) => die(error.message));
  child.on('exit', (code, signal) => die(signal ?? `exit code ${code ?? 'unknown'}`));

  const waitFor = <T>(take: Take<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      const wait: Waiting = {
        hear: (message) => {
          if (message.type === 'failed') wait.fail(fromErrorRecord(message.error));
          else
            take(message, (value) => {
              waiting.delete(wait);
              resolve(value);
            });
        },
        fail: (error) => {
          waiting.delete(wait);
          reject(error);
        },
      };
      waiting.add(wait);
      if (death) wait.fail(death);
    });
  return { waitFor };
}
