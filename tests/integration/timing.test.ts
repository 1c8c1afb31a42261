import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { resumeRun } from '#main/jobs/runs/resumeRun.ts';
import { runTiming } from '#main/jobs/timing/runTiming.ts';
import { isTimingReport } from '#shared/runs.ts';
import { makeContext } from '#tests/fixtures/context.ts';
import { rejectionOf } from '#tests/fixtures/failureOf.ts';
import { makeTempDir } from '#tests/fixtures/tempDir.ts';
import { makeSampleDependencies, quickConfig } from '#tests/fixtures/timingRun.ts';

/** Longer than a whole quick run, so that it is cancelled in the middle. */
const SLOW = { epochs: 20 };

/** Cancels as soon as `folds` folds are stored. */
async function runUntil(
  dependencies: ReturnType<typeof makeSampleDependencies>,
  config: ReturnType<typeof quickConfig>,
  folds: number,
): Promise<string> {
  const context = makeContext();
  const error = await rejectionOf(
    runTiming(dependencies, config, {
      ...context,
      report: ({ step, done }) => {
        if (step === 'train' && done >= folds * config.settings.epochs) context.cancel();
      },
    }),
  );
  expect(error.code).toBe('CANCELLED');
  return dependencies.store.runs.list()[0].run;
}

describe('a t-timing run on the simulated market', () => {
  test('gives the same hash with one worker and with two', async () => {
    const dependencies = makeSampleDependencies();
    const hashes = [];
    for (const workers of [1, 2]) {
      dependencies.store.settings.change({ workers });
      const run = await runTiming(dependencies, quickConfig({}, 'bilstm'), makeContext());
      hashes.push(dependencies.store.runs.readReport(run).hash);
    }
    expect(hashes[1]).toBe(hashes[0]);
  });

  test('resumes after a cancel with the result of an uninterrupted run', async () => {
    const dependencies = makeSampleDependencies();
    const config = quickConfig(SLOW);
    const run = await runUntil(dependencies, config, 2);
    const cut = dependencies.store.runs.get(run);
    expect(cut.state).toBe('cancelled');
    expect(cut.foldsDone).toBeGreaterThan(0);
    expect(cut.foldsDone).toBeLessThan(cut.foldsTotal!);
    await resumeRun(dependencies, run, makeContext());
    const whole = await runTiming(dependencies, config, makeContext());
    const { runs } = dependencies.store;
    expect(runs.readReport(run).hash).toBe(runs.readReport(whole).hash);
  });

  test('refuses to resume on bars that have changed since', async () => {
    const dependencies = makeSampleDependencies();
    const { store } = dependencies;
    const run = await runUntil(dependencies, quickConfig(SLOW), 1);
    store.bars.remove('000000.SH');
    const error = await rejectionOf(resumeRun(dependencies, run, makeContext()));
    expect(error.code).toBe('INVALID_INPUT');
    expect(error.message).toContain('have changed');
  });

  test('keeps every predicted probability with its date and fold', async () => {
    const dependencies = makeSampleDependencies();
    const run = await runTiming(dependencies, quickConfig(), makeContext());
    const report = dependencies.store.runs.readReport(run);
    if (!isTimingReport(report)) throw new Error('a timing run');
    const { tradeDate, volume } = dependencies.store.bars.readSeries('602001.SH', 0, 20201231);
    expect(tradeDate.length).toBe(report.equity.length);
    expect(report.probabilities.at(-1)?.date).toBe('2020-12-31');
    expect(report.probabilities.every(({ probability: p }) => p >= 0 && p <= 1)).toBe(true);
    expect(report.isSimulated).toBe(true);
    expect(volume.some((shares) => shares === 0)).toBe(true);
  });

  test('does not begin where history is too short, and says how much is needed', async () => {
    const dependencies = makeSampleDependencies();
    const config = { ...quickConfig(), to: '2018-12-31' };
    const error = await rejectionOf(runTiming(dependencies, config, makeContext()));
    expect(error.code).toBe('NOT_ENOUGH_HISTORY');
    expect(dependencies.store.runs.list()).toEqual([]);
  });
});

describe('fold workers', () => {
  afterEach(() => delete process.env.ZUOT_TEST_DEATH_MARK);

  test('are replaced when one dies, and its fold is done again', async () => {
    const dependencies = makeSampleDependencies();
    const whole = await runTiming(dependencies, quickConfig(), makeContext());
    process.env.ZUOT_TEST_DEATH_MARK = join(makeTempDir(), 'died');
    const workerFile = resolve(import.meta.dirname, '../fixtures/dyingWorker.ts');
    const run = await runTiming({ ...dependencies, workerFile }, quickConfig(), makeContext());
    const { runs } = dependencies.store;
    expect(runs.readReport(run).hash).toBe(runs.readReport(whole).hash);
  });

  test('that never start fail the run with what happened', async () => {
    const dependencies = makeSampleDependencies();
    const workerFile = join(makeTempDir(), 'missing.ts');
    const error = await rejectionOf(
      runTiming({ ...dependencies, workerFile }, quickConfig(), makeContext()),
    );
    expect(error.code).toBe('ENGINE_EXITED');
    expect(dependencies.store.runs.list()[0].state).toBe('failed');
  });
});
