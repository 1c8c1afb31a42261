import { expect, it } from 'vitest';
import { monitorRun } from '#main/jobs/review/monitorRun.ts';
import { runSelection } from '#main/jobs/selection/runSelection.ts';
import { makeContext } from '#tests/fixtures/context.ts';
import { rejectionOf } from '#tests/fixtures/failureOf.ts';
import { makeSelectionDependencies, quickSelection } from '#tests/fixtures/selectionRun.ts';

it('a monitor says that a model is damaged instead of leaving the newer bars out', async () => {
  const dependencies = makeSelectionDependencies();
  const config = quickSelection('cnn-select', { to: '2019-12-31', model: 'ridge' });
  const run = await runSelection(dependencies, config, makeContext());
  const { runs } = dependencies.store;
  for (const { symbol, index } of runs.readFolds(run)) {
    const weights = runs.readWeights(run, symbol, index)!.slice();
    weights[weights.length - 1] ^= 1;
    runs.saveFold(run, { symbol, index, result: {}, weights });
  }
  const { code } = await rejectionOf(monitorRun(dependencies, run, makeContext()));
  expect(code).toBe('MODEL_MISMATCH');
});

it('a monitor says of a model that reads whole dates why newer bars are not predicted', async () => {
  const dependencies = makeSelectionDependencies();
  const settings = { epochs: 1, hidden: 4, heads: 1 };
  const config = quickSelection('cnn-select', {
    to: '2019-12-31',
    model: 'graphAttention',
    settings,
  });
  const run = await runSelection(dependencies, config, makeContext());
  const { evidence } = await monitorRun(dependencies, run, makeContext());
  expect(evidence[0]).toBe(
    'The stored model does not read one window at a time: newer bars are not predicted.',
  );
});
