import { describe, expect, test } from 'vitest';
import { runSelection } from '#main/jobs/selection/runSelection.ts';
import { runTiming } from '#main/jobs/timing/runTiming.ts';
import { MODEL_KINDS, modelsFor } from '#shared/models.ts';
import type { AnyModel } from '#shared/models.ts';
import { isTimingReport } from '#shared/runs.ts';
import type { SelectionConfigInput } from '#shared/selection.ts';
import { makeContext } from '#tests/fixtures/context.ts';
import { alterFuture, expectSound, explain } from '#tests/fixtures/explained.ts';
import { makeSelectionDependencies, quickSelection } from '#tests/fixtures/selectionRun.ts';
import { makeSampleDependencies, quickConfig } from '#tests/fixtures/timingRun.ts';

const SMALL = { hidden: 6, layers: 1, heads: 2, feedForward: 8, headUnits: 4, lookback: 8 };
const QUICK = { ...SMALL, epochs: 1, treeCount: 5, trainBars: 252, retrainEvery: 180 };
const LOOKING: readonly AnyModel[] = ['bilstm', 'lstmAttention', 'transformer'];

describe('an explanation of one symbol by itself', () => {
  test.each(MODEL_KINDS)('adds up for %s, and no later bar changes a bit of it', async (model) => {
    const dependencies = makeSampleDependencies();
    const { store } = dependencies;
    const run = await runTiming(dependencies, quickConfig(QUICK, model), makeContext());
    const report = store.runs.readReport(run);
    if (!isTimingReport(report)) throw new Error('a timing run');
    const { date, probability } = report.probabilities[report.probabilities.length - 90];
    const before = await explain(dependencies, { run, date });
    expectSound(before);
    expect(before.prediction).toBeCloseTo(probability, 5);
    expect(before.unit).toBe('probability');
    expect(before.attention !== null).toBe(LOOKING.includes(model));
    alterFuture(store, date);
    expect(await explain(dependencies, { run, date })).toEqual({ ...before, isDataChanged: true });
  });
});

const DAY = '2020-01-06';

async function explainSelected(
  preset: 'lstm-select' | 'portfolio-transformer' | 'multi-factor' | 'lstm-top30',
  more: Partial<SelectionConfigInput>,
) {
  const dependencies = makeSelectionDependencies();
  const { store } = dependencies;
  const settings = { ...SMALL, epochs: 1, treeCount: 5, ...more.settings };
  const config = quickSelection(preset, { ...more, settings });
  const run = await runSelection(dependencies, config, makeContext());
  const before = await explain(dependencies, { run, date: DAY });
  const scores = store.scores.read(run, config.model)!;
  const row = scores.dates.indexOf(20200106);
  const column = scores.symbols.indexOf(before.symbol);
  const score = scores.scores[row * scores.symbols.length + column];
  expectSound(before);
  expect(before.prediction).toBeCloseTo(score, 5);
  alterFuture(store, DAY);
  expect(await explain(dependencies, { run, date: DAY })).toEqual({
    ...before,
    isDataChanged: true,
  });
  return before;
}

describe('an explanation of one symbol of a cross-section', () => {
  test.each(modelsFor('return'))(
    'adds up for %s, and no later bar changes a bit of it',
    async (model) => {
      const found = await explainSelected('lstm-select', { model });
      expect(found.unit).toBe('label');
      expect(found.attention !== null).toBe(LOOKING.includes(model));
      expect(found.neighbours !== null).toBe(model === 'graphAttention');
      if (!found.neighbours) return;
      expect(found.neighbours.map(({ symbol }) => symbol)).toContain(found.symbol);
      const sum = found.neighbours.reduce((total, { weight }) => total + weight, 0);
      expect(sum).toBeCloseTo(1, 5);
    },
  );

  test('adds up for weights of a portfolio, other symbols held', async () => {
    const found = await explainSelected('portfolio-transformer', { settings: { batchSize: 16 } });
    expect(found.unit).toBe('weight');
    expect(found.attention).toHaveLength(SMALL.lookback);
  });

  test('adds up for trees that learn an order', async () => {
    const settings = { treeTarget: 'ranking' } as const;
    expect((await explainSelected('lstm-select', { model: 'trees', settings })).unit).toBe('order');
  });

  test('adds up where each symbol has a model of its own', async () => {
    expect((await explainSelected('multi-factor', { settings: { batchSize: 32 } })).unit).toBe(
      'label',
    );
  });

  test('adds up for ensembles, and for prices', async () => {
    const settings = { ensembleModels: 'trees+bilstm', ensembleSeeds: 2 };
    const found = await explainSelected('lstm-select', { settings });
    expect(found.attention).not.toBeNull();
    expect((await explainSelected('lstm-top30', {})).unit).toBe('label');
  });
});
