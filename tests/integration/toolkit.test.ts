import { describe, expect, test } from 'vitest';
import { monitorRun } from '#main/jobs/monitorRun.ts';
import { runTiming } from '#main/jobs/runTiming.ts';
import { isTimingReport } from '#shared/runs.ts';
import { makeContext } from '#tests/fixtures/context.ts';
import { makeSampleDependencies, quickConfig } from '#tests/fixtures/timingRun.ts';

type Settings = NonNullable<Parameters<typeof quickConfig>[0]>;

/** A run of the simulated market that ends half a year before its bars do. */
async function runHalf(settings: Settings = {}, model: 'logistic' | 'bilstm' = 'logistic') {
  const dependencies = makeSampleDependencies();
  const config = { ...quickConfig(settings, model), to: '2020-06-30' };
  const run = await runTiming(dependencies, config, makeContext());
  const report = dependencies.store.runs.readReport(run);
  if (!isTimingReport(report)) throw new Error('a t-timing run has its own report');
  return { dependencies, run, report };
}

describe('a finished run on bars that came later', () => {
  test('is judged by days whose outcome it could not know, predicted with its last model', async () => {
    const { dependencies, run, report } = await runHalf();
    const found = await monitorRun(dependencies, run, makeContext());
    expect(found.state).toBe('stable');
    expect(found.proposal).toEqual({ retrain: false, to: null });
    expect(found.baseline.from).toBe(report.probabilities[0].date);
    expect(found.baseline.to! < '2020-06-30').toBe(true);
    // The last three days of the run were still waiting for their outcome.
    expect(found.live.from! <= '2020-06-30').toBe(true);
    expect(found.live.from! > found.baseline.to!).toBe(true);
    expect(found.live.to! > '2020-12-01').toBe(true);
    const { quality } = report;
    expect(found.baseline.records).toBe(quality.count);
    expect(found.baseline.meanSquaredError).toBeCloseTo(quality.brier!, 10);
    expect(found.shifts).toHaveLength(46);
    expect(await monitorRun(dependencies, run, makeContext())).toEqual(found);
  });
});

describe('settings of the toolkit', () => {
  test('choose features and calibrate in each fold, and a monitor goes by what was stored', async () => {
    const settings = { featureSelection: 'correlation', featureCount: 8 } as const;
    const { dependencies, run, report } = await runHalf({
      ...settings,
      featureSet: 'both',
      calibration: 'platt',
    });
    expect(report.folds.every(({ features }) => features?.length === 8)).toBe(true);
    expect(report.calibration!.expectedError).toBeLessThan(0.5);
    const found = await monitorRun(dependencies, run, makeContext());
    expect(found.baseline.meanSquaredError).toBeCloseTo(report.quality.brier!, 10);
    expect(found.shifts.map(({ feature }) => feature).sort()).toEqual(
      [...report.folds.at(-1)!.features!].sort(),
    );
  });
});
