import type { RunDependencies } from '#main/jobs/runs/storedRun.ts';
import { runTiming } from '#main/jobs/timing/runTiming.ts';
import { assert } from '#main/lib/assert.ts';
import type { ModelKind } from '#shared/models.ts';
import { timingConfigSchema } from '#shared/run.ts';
import type { TimingConfigInput, TimingReport } from '#shared/run.ts';
import { isTimingReport } from '#shared/runs.ts';
import { CONTEXT, withImportedStore } from './importedStore.ts';

export interface TimingRuns {
  /** t-timing whole on 600519, 2018-01-01 .. 2025-03-01: its report, and seconds until it was stored. */
  run: (
    model: ModelKind,
    options?: TimingOptions,
  ) => Promise<{ report: TimingReport; seconds: number }>;
}

export interface TimingOptions {
  seed?: number;
  workers?: number;
  settings?: Partial<TimingConfigInput['settings']>;
}

/** Runs on bars of their own, imported from CSV files, which are gone afterwards. */
export async function withTimingRuns<T>(
  csv: string[],
  work: (runs: TimingRuns) => Promise<T>,
): Promise<T> {
  return withImportedStore(csv, (dependencies) => work({ run: createRunner(dependencies) }));
}

function createRunner(dependencies: RunDependencies): TimingRuns['run'] {
  const { store } = dependencies;
  return async (model, options = {}) => {
    const { seed = 0, workers = 0, settings = {} } = options;
    store.settings.change({ workers });
    const config = timingConfigSchema.parse({
      ...{ preset: 't-timing', symbols: ['600519.SH'], model, seed, settings },
      ...{ from: '2018-01-01', to: '2025-03-01' },
    });
    const startedAt = performance.now();
    const id = await runTiming(dependencies, config, CONTEXT);
    const seconds = Math.round(performance.now() - startedAt) / 1000;
    const report = store.runs.readReport(id);
    assert(isTimingReport(report), 'the report of a t-timing run');
    return { report, seconds };
  };
}
