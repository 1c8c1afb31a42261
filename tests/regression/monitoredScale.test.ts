import { expect, it } from 'vitest';
import { monitorRun } from '#main/jobs/review/monitorRun.ts';
import { runSelection } from '#main/jobs/selection/runSelection.ts';
import { isTimingReport } from '#shared/runs.ts';
import type { SelectionConfigInput } from '#shared/selection.ts';
import { makeContext } from '#tests/fixtures/context.ts';
import { makeSelectionDependencies, quickSelection } from '#tests/fixtures/selectionRun.ts';

type Settings = SelectionConfigInput['settings'];

/** A run whose bars go on for a month after it. */
async function runShort(settings: Settings) {
  const dependencies = makeSelectionDependencies();
  const config = quickSelection('cnn-select', { to: '2019-12-31', settings, model: 'ridge' });
  const run = await runSelection(dependencies, config, makeContext());
  const report = dependencies.store.runs.readReport(run);
  if (isTimingReport(report)) throw new Error('a selection has its own report');
  return { dependencies, run, report };
}

it.each([
  [{ standardise: 'date' }, 1],
  // Five equally filled classes, from 0, have a variance of 2.
  [{ labelClasses: 5 }, 2],
] satisfies [Settings, number][])(
  'errors of scores that are no returns are held against labels of their scale: %o',
  async (settings, variance) => {
    const { dependencies, run, report } = await runShort(settings);
    const { baseline, live } = await monitorRun(dependencies, run, makeContext());
    const ratio = baseline.meanSquaredError! / (variance * report.quality.meanSquaredError!);
    expect(Math.abs(ratio - 1)).toBeLessThan(0.15);
    expect(live.to! > '2020-01-15').toBe(true);
    expect(live.meanSquaredError! / baseline.meanSquaredError!).toBeGreaterThan(0.5);
  },
);

it('a monitor of a selection says that no model is stored', async () => {
  const { dependencies, run } = await runShort({});
  const { runs } = dependencies.store;
  for (const { symbol, index } of runs.readFolds(run)) {
    runs.saveFold(run, { symbol, index, result: {}, weights: null });
  }
  const { evidence } = await monitorRun(dependencies, run, makeContext());
  expect(evidence[0]).toBe(`No model of ${run} is stored: newer bars are not predicted.`);
});
