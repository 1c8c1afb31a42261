import { fork } from 'node:child_process';
import { checkFile } from '#main/store/checkFile.ts';
import type { FileCheck, FileChecker } from '#main/store/checkFile.ts';
import { AppError, fromErrorRecord, toErrorRecord } from '#shared/errors.ts';
import type { ErrorRecord } from '#shared/errors.ts';

type Answer = { check: FileCheck } | { error: ErrorRecord };

/** Looks at a file in a process of its own, so that this one keeps answering; `entry` runs `answerCheck`. */
export const createChildChecker =
  (entry: string): FileChecker =>
  (file, signal) =>
    new Promise((resolve, reject) => {
      const child = fork(entry, ['--check', file], {
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        execArgv: [],
        // In Electron the executable is the app; as Node it does the check.
        env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      });
      const stop = (): void => void child.kill('SIGKILL');
      signal?.addEventListener('abort', stop, { once: true });
      if (signal?.aborted === true) stop();
      let answer: Answer | null = null;
      child.on('message', (message) => (answer = message as Answer));
      child.on('error', reject);
      child.on('exit', () => {
        signal?.removeEventListener('abort', stop);
        if (signal?.aborted === true) reject(new AppError('CANCELLED', 'cancelled'));
        else if (answer === null) reject(new AppError('ENGINE_EXITED', 'the check was ended'));
        else if ('check' in answer) resolve(answer.check);
        else reject(fromErrorRecord(answer.error));
      });
    });

/** The child's part: one look, one answer. */
export function answerCheck(file: string): void {
  process.send?.(lookAt(file), undefined, undefined, () => process.disconnect());
}

function lookAt(file: string): Answer {
  try {
    return { check: checkFile(file, { isThorough: true }) };
  } catch (thrown) {
    return { error: toErrorRecord(thrown) };
  }
}
