import { describe, expect, test } from 'vitest';
import { resumeRun } from '#main/jobs/runs/resumeRun.ts';
import { runSelection } from '#main/jobs/selection/runSelection.ts';
import { runTiming } from '#main/jobs/timing/runTiming.ts';
import { loadDates } from '#main/model/dates/trainedDates.ts';
import { loadLearner } from '#main/model/learner.ts';
import { MODEL_KINDS, modelsFor } from '#shared/models.ts';
import type { ModelKind } from '#shared/models.ts';
import { isTimingReport } from '#shared/runs.ts';
import type { SelectionReport } from '#shared/selection.ts';
import type { TimingConfigInput, TimingReport } from '#shared/run.ts';
import { makeContext } from '#tests/fixtures/context.ts';
import { makeSelectionDependencies, quickSelection } from '#tests/fixtures/selectionRun.ts';
import { makeSampleDependencies, quickConfig } from '#tests/fixtures/timingRun.ts';

/** Small enough for a test, whatever the model. */
const SMALL = { hidden: 6, layers: 1, heads: 2, feedForward: 8, headUnits: 4, lookback: 8 };
const QUICK = { ...SMALL, epochs: 2, treeCount: 5, trainBars: 252, retrainEvery: 180 };

async function runTimingWith(
  model: ModelKind,
  settings: NonNullable<TimingConfigInput['settings']> = {},
  workers = 2,
) {
  const dependencies = makeSampleDependencies();
  const { store } = dependencies;
  store.settings.change({ workers });
  const config = quickConfig({ ...QUICK, ...settings }, model);
  const run = await runTiming(dependencies, config, makeContext());
  const report = store.runs.readReport(run);
  if (!isTimingReport(report)) throw new Error('a timing run');
  return { store, run, report };
}

const hashOf = async (...asked: Parameters<typeof runTimingWith>): Promise<string> =>
  (await runTimingWith(...asked)).report.hash;

function expectProbabilities({ probabilities }: TimingReport): void {
  expect(probabilities.length).toBeGreaterThan(100);
  expect(probabilities.every(({ probability: p }) => p >= 0 && p <= 1)).toBe(true);
}

describe('every model of a single symbol', () => {
  test.each(MODEL_KINDS)('%s trains, is stored and is read again', async (model) => {
    const { store, run, report } = await runTimingWith(model);
    expect(report.config.model).toBe(model);
    expectProbabilities(report);
    const weights = store.runs.readWeights(run, report.symbols[0], 0)!;
    expect(Buffer.from(loadLearner(weights).toBytes()).equals(weights)).toBe(true);
  });

  test('gives the same hash with one worker and with two, also where folds start from one another', async () => {
    const options = { ensembleModels: 'trees', passes: 3, adversarialWeight: 0.5, gradientClip: 1 };
    expect(await hashOf('tcn', options, 1)).toBe(await hashOf('tcn', options, 2));
    const warm = await hashOf('cnn', { warmStart: true }, 1);
    expect(await hashOf('cnn', { warmStart: true }, 2)).toBe(warm);
    expect(await hashOf('cnn', {}, 2)).not.toBe(warm);
  });

  test('goes on from the last stored weights after a cancel, with the same result', async () => {
    const dependencies = makeSampleDependencies();
    const { store } = dependencies;
    const config = quickConfig({ ...QUICK, warmStart: true }, 'cnn');
    const whole = await runTiming(dependencies, config, makeContext());
    const context = makeContext();
    const { report } = context;
    context.report = (progress) => {
      report(progress);
      if (Number(progress.data?.foldsDone) > 0) context.cancel();
    };
    await expect(runTiming(dependencies, config, context)).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    const [{ run }] = store.runs.list().filter(({ state }) => state === 'cancelled');
    expect(store.runs.readFolds(run).length).toBeGreaterThan(0);
    await resumeRun(dependencies, run, makeContext());
    expect(store.runs.readReport(run).hash).toBe(store.runs.readReport(whole).hash);
  });

  test('refuses to start from folds with other inputs', async () => {
    const settings = { warmStart: true, featureSelection: 'correlation' } as const;
    await expect(runTimingWith('cnn', settings)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

async function runSelectionWith(...asked: Parameters<typeof quickSelection>) {
  const dependencies = makeSelectionDependencies();
  const { store } = dependencies;
  const config = quickSelection(...asked);
  const run = await runSelection(dependencies, config, makeContext());
  const report = store.runs.readReport(run);
  if (isTimingReport(report)) throw new Error('a selection');
  const weights = store.runs.readWeights(run, config.model, 0);
  return { report, weights };
}

const expectTraded = ({ metrics, fills }: SelectionReport): void => {
  expect(fills.length).toBeGreaterThan(0);
  expect(metrics.costs.commission).toBeGreaterThan(0);
  expect(metrics.turnover).toBeGreaterThan(0);
};

describe('every model of a cross-section', () => {
  test.each(modelsFor('return'))('%s trains, ranks and is stored', async (model) => {
    const settings = { ...SMALL, treeCount: 5 };
    const { report, weights } = await runSelectionWith('lstm-select', { model, settings });
    expect(report.quality.count).toBeGreaterThan(100);
    expectTraded(report);
    expect(report.band).toMatchObject({ level: 0.9, count: report.quality.count });
    const again = model === 'graphAttention' ? loadDates(weights!) : loadLearner(weights!);
    expect(Buffer.from(again.toBytes()).equals(weights!)).toBe(true);
    expect(report.notes.some((note) => note.startsWith('Sectors: '))).toBe(
      model === 'graphAttention',
    );
  });

  test('trees learn the order within each date where they are told to', async () => {
    const settings = { ...SMALL, treeCount: 5, treeTarget: 'ranking' } as const;
    const { report } = await runSelectionWith('lstm-select', { model: 'trees', settings });
    expect(report.quality.meanSquaredError).toBeNull();
    expect(report.quality.rankIc).not.toBeNull();
    expect(report.band).toBeUndefined();
    expectTraded(report);
  });

  test('a portfolio of weights pays for its turnover', async () => {
    const settings = { ...SMALL, batchSize: 16 };
    const { report, weights } = await runSelectionWith('portfolio-transformer', { settings });
    expectTraded(report);
    expect(report.band).toBeUndefined();
    expect(
      report.holdings.every(({ positions }) => positions.every((one) => one.weight >= 0)),
    ).toBe(true);
    expect(loadDates(weights!).spec.kind).toBe('portfolioTransformer');
  });

  test('multi-factor trains one model a symbol and says what it left out', async () => {
    const settings = { ...SMALL, batchSize: 32, holdCount: 4 };
    const { report } = await runSelectionWith('multi-factor', { settings });
    expect(report.notes.join()).toContain('Left out: 1/pe, 1/pb, pb/pe;');
    expect(report.band?.count).toBeGreaterThan(100);
    expectTraded(report);
    const months = new Set(
      report.fills.filter(({ side }) => side === 'buy').map(({ date }) => date.slice(0, 7)),
    );
    const days = new Set(report.fills.map(({ date }) => date));
    expect(days.size).toBeLessThanOrEqual(2 * months.size);
  });
});
