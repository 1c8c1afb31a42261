import { resolve } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { trainInPool } from '#main/jobs/training/foldPool.ts';
import type { FoldWorker } from '#main/jobs/training/foldWorkerProcess.ts';
import { isProcessAlive } from '#main/lib/runningProcess.ts';
import { AppError } from '#shared/errors.ts';
import { rejectionOf } from '#tests/fixtures/failureOf.ts';

const SILENT = resolve(import.meta.dirname, '../../../fixtures/silentWorker.ts');

/** A pool of two in which one task waits for ever, and whatever is done to end it. */
async function endPool(end: (controller: AbortController) => void) {
  const controller = new AbortController();
  const used: { task: string; worker: FoldWorker }[] = [];
  const waits: Promise<unknown>[] = [];
  let setRunning = (): void => undefined;
  const bothRun = new Promise<void>((resolve) => (setRunning = resolve));
  const error = await rejectionOf(
    trainInPool({
      workerFile: SILENT,
      workers: 2,
      tasks: ['ending', 'waiting', 'never begun'],
      signal: controller.signal,
      train: async (worker, task) => {
        used.push({ task, worker });
        await worker.ready;
        if (task === 'waiting') setRunning();
        await bothRun;
        if (task === 'ending') end(controller);
        const wait = worker.train({ kind: 'selection', model: 'ridge' }, () => undefined);
        waits.push(wait.catch(() => undefined));
        return wait;
      },
      onTrained: () => undefined,
    }),
  );
  await Promise.all(waits);
  await turn();
  return { error, used };
}

/** Whoever had waited is gone, and nobody was asked in its place. */
const expectNobodyLeft = (used: readonly { task: string; worker: FoldWorker }[]): void => {
  expect(used.map(({ task }) => task)).toEqual(['ending', 'waiting']);
  expect(isProcessAlive({ pid: used[1].worker.pid, startedAt: null })).toBe(false);
};

describe('a pool of training processes', () => {
  it('replaces no process that it ended itself because another task failed', async () => {
    const { error, used } = await endPool(() => {
      throw new AppError('MODEL_DIVERGED', 'a loss that is no number');
    });
    expect(error.code).toBe('MODEL_DIVERGED');
    expectNobodyLeft(used);
  });

  it('replaces none after a cancel', async () => {
    const { error, used } = await endPool((controller) => controller.abort());
    expect(error.code).toBe('CANCELLED');
    expectNobodyLeft(used);
  });
});
