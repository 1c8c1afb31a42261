import { expect, it } from 'vitest';
import { describeSearch } from '#main/cli/searchOutput.ts';
import { startSearch } from '#main/jobs/search/searchRun.ts';
import { readSearch } from '#main/jobs/search/searchRecord.ts';
import { runSelection } from '#main/jobs/selection/runSelection.ts';
import { runTiming } from '#main/jobs/timing/runTiming.ts';
import type { Progress } from '#shared/contract.ts';
import { makeContext } from '#tests/fixtures/context.ts';
import { quickSearch } from '#tests/fixtures/searchRun.ts';
import { makeSelectionDependencies, quickSelection } from '#tests/fixtures/selectionRun.ts';
import { makeSampleDependencies, quickConfig } from '#tests/fixtures/timingRun.ts';

/** Trees that grow more often than a network of the same settings would see its samples. */
const settings = { epochs: 2, treeCount: 5, patience: 100 };

function expectWithin(progress: readonly Progress[]): void {
  const training = progress.filter(({ step }) => step === 'train');
  const rounds = training.flatMap(({ data }) => (data?.unit === undefined ? [] : [data]));
  expect(rounds.map(({ epoch }) => epoch)).toContain(5);
  for (const { done, total } of training) expect(done).toBeLessThanOrEqual(total);
  for (const { epochs, unit, secondsLeft } of rounds) {
    expect([epochs, unit]).toEqual([5, 'round']);
    expect(Number(secondsLeft ?? 0)).toBeGreaterThanOrEqual(0);
  }
}

it('progress of a selection by trees counts their rounds', async () => {
  const context = makeContext();
  const own = { ...settings, perSymbol: false };
  const config = quickSelection('multi-factor', { model: 'trees', settings: own });
  await runSelection(makeSelectionDependencies(), config, context);
  expectWithin(context.progress);
});

it('progress of folds of trees counts their rounds', async () => {
  const context = makeContext();
  const config = quickConfig({ ...settings, retrainEvery: 252 }, 'trees');
  await runTiming(makeSampleDependencies(), config, context);
  expectWithin(context.progress);
});

it('a search over trees is told in rounds, of which their settings say how many', async () => {
  const dependencies = makeSampleDependencies();
  const config = quickConfig(settings, 'trees');
  const space = { treeCount: { kind: 'integer' as const, low: 2, high: 7, isLog: false } };
  const request = quickSearch(config, { trials: 1, space });
  const search = await startSearch(dependencies, request, makeContext());
  const text = describeSearch(readSearch(dependencies.store, search));
  expect(text).toContain('1 of 1 trials of at most 7 rounds on');
  expect(text).toMatch(/^trial +treeCount +state +rounds/m);
});
