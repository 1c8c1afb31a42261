import { describe, expect, test } from 'vitest';
import { explainRun } from '#main/jobs/review/explainRun.ts';
import { importanceOfRun, storedImportance } from '#main/jobs/review/importanceRun.ts';
import { monitorRun } from '#main/jobs/review/monitorRun.ts';
import { runSelection } from '#main/jobs/selection/runSelection.ts';
import { runTiming } from '#main/jobs/timing/runTiming.ts';
import { isTimingReport } from '#shared/runs.ts';
import { makeContext } from '#tests/fixtures/context.ts';
import { rejectionOf } from '#tests/fixtures/failureOf.ts';
import { makeSelectionDependencies, quickSelection } from '#tests/fixtures/selectionRun.ts';
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
    const unpredicted = explainRun(dependencies, { run, date: report.from }, makeContext());
    expect((await rejectionOf(unpredicted)).message).toContain('no prediction');
  });
});

describe('a selection on bars that came later', () => {
  test('is predicted, explained and shuffled with its network', async () => {
    const dependencies = makeSelectionDependencies();
    const config = quickSelection('cnn-select', { to: '2019-12-31' });
    const run = await runSelection(dependencies, config, makeContext());
    const found = await monitorRun(dependencies, run, makeContext());
    expect(found.baseline.from).toBe('2019-11-01');
    expect(found.baseline.records).toBeGreaterThan(30);
    expect(found.live.from! > found.baseline.to!).toBe(true);
    // Two days ahead of the last bar nothing is known yet.
    expect(found.live.to! > '2020-01-25').toBe(true);
    expect(found.state).toBe('stable');
    // With the stored model also behind the run's end; before its split there is no prediction.
    const symbol = '600002.SH';
    const why = await explainRun(dependencies, { run, symbol, date: '2020-01-20' }, makeContext());
    expect(why).toMatchObject({ symbol, unit: 'label', isSimulated: true });
    const early = explainRun(dependencies, { run, symbol, date: '2019-10-31' }, makeContext());
    expect((await rejectionOf(early)).message).toContain('no prediction');
    const stopped = makeContext();
    stopped.report = ({ step, done }) => {
      if (step === 'importance' && done === 1) stopped.cancel();
    };
    const cut = importanceOfRun(dependencies, { run, symbol }, stopped);
    expect((await rejectionOf(cut)).code).toBe('CANCELLED');
    expect(storedImportance(dependencies.store, { run })).toBeNull();
    const worth = await importanceOfRun(dependencies, { run, symbol }, makeContext());
    expect(worth).toMatchObject({ symbol: null, measure: 'squaredError' });
    expect(worth.features.length).toBe(why.contributions.length);
    expect(storedImportance(dependencies.store, { run })).toEqual(worth);
  });
});

describe('settings of the toolkit', () => {
  test('choose features and calibrate in each fold, and a monitor goes by what was stored', async () => {
    const settings = { featureSelection: 'correlation', featureCount: 8 } as const;
    const { dependencies, run, report } = await runHalf({
      ...settings,
      featureSet: 'both',
      calibration: 'platt',
      // Few enough folds for importance to look at all of them.
      retrainEvery: 84,
    });
    expect(report.folds.every(({ features }) => features?.length === 8)).toBe(true);
    expect(report.calibration!.expectedError).toBeLessThan(0.5);
    const found = await monitorRun(dependencies, run, makeContext());
    expect(found.baseline.meanSquaredError).toBeCloseTo(report.quality.brier!, 10);
    expect(found.shifts.map(({ feature }) => feature).sort()).toEqual(
      [...report.folds.at(-1)!.features!].sort(),
    );

    const [{ symbol, date, fold, probability }] = report.probabilities.slice(-30);
    const why = await explainRun(dependencies, { run, date }, makeContext());
    expect(why).toMatchObject({ run, symbol, date });
    // What the run said, its correction included.
    expect(why.prediction).toBeCloseTo(probability, 6);
    const chosen = report.folds.find(({ index }) => index === fold)!.features!;
    expect(why.contributions.map(({ feature }) => feature).sort()).toEqual([...chosen].sort());
    const sum = why.contributions.reduce((total, { value }) => total + value, 0);
    expect(sum).toBeCloseTo(why.prediction - why.baseline + why.residual, 10);
    expect(Math.abs(why.residual)).toBeLessThan(0.01);
    expect(why.overTime.at(-1)!.date).toBe(date);
    const asked = { run, symbol };
    expect(storedImportance(dependencies.store, asked)).toBeNull();
    const worth = await importanceOfRun(dependencies, asked, makeContext());
    expect(worth).toMatchObject({ run, symbol, measure: 'squaredError' });
    // Bars that came later decide nothing.
    expect(worth.windows).toBe(report.quality.count);
    expect(worth.base).toBeCloseTo(report.quality.brier!, 6);
    // Also of inputs that the explained fold did not choose.
    expect(worth.features.map(({ feature }) => feature)).toEqual(expect.arrayContaining(chosen));
    expect(worth.features.length).toBeGreaterThan(chosen.length);
    expect(worth.features[0].increase).toBeGreaterThan(worth.features.at(-1)!.increase);
    expect(storedImportance(dependencies.store, asked)).toEqual(worth);
  });
});
