import { describe, expect, test } from 'vitest';
import { runSelection } from '#main/jobs/selection/runSelection.ts';
import { runTiming } from '#main/jobs/timing/runTiming.ts';
import { makeContext } from '#tests/fixtures/context.ts';
import { rejectionOf } from '#tests/fixtures/failureOf.ts';
import { makeSelectionDependencies, quickSelection } from '#tests/fixtures/selectionRun.ts';
import { makeSampleDependencies, quickConfig } from '#tests/fixtures/timingRun.ts';

describe('nothing is stored of a run', () => {
  test.each([
    [{ ensembleModels: 'ridge' }, 'INVALID_INPUT', 'ridge cannot join'],
    [{ trainBars: 1700 }, 'NOT_ENOUGH_HISTORY', '1700 training'],
  ])('of one symbol with %o', async (settings, code, words) => {
    const dependencies = makeSampleDependencies();
    const running = runTiming(dependencies, quickConfig(settings), makeContext());
    const failure = await rejectionOf(running);
    expect(failure.code).toBe(code);
    expect(failure.message).toContain(words);
    expect(dependencies.store.runs.list()).toEqual([]);
  });

  test.each([
    ['trees', { ensembleModels: 'graphAttention' }, 'graphAttention cannot join'],
    ['graphAttention', { ensembleModels: 'trees' }, 'reads all symbols'],
    ['graphAttention', { perSymbol: true }, 'reads all symbols'],
    ['trees', { treeTarget: 'ranking', ensembleSeeds: 2 }, 'cannot join an ensemble'],
    ['trees', { treeTarget: 'ranking', perSymbol: true }, 'no order to learn'],
  ] as const)('of a selection by %s with %o', async (model, settings, words) => {
    const dependencies = makeSelectionDependencies();
    const config = quickSelection('lstm-select', { model, settings });
    const failure = await rejectionOf(runSelection(dependencies, config, makeContext()));
    expect(failure.code).toBe('INVALID_INPUT');
    expect(failure.message).toContain(words);
    expect(dependencies.store.runs.list()).toEqual([]);
  });
});
