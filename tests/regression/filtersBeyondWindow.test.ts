import { expect, it } from 'vitest';
import { startSearch } from '#main/jobs/search/searchRun.ts';
import { runSelection } from '#main/jobs/selection/runSelection.ts';
import { runTiming } from '#main/jobs/timing/runTiming.ts';
import { searchRequestSchema } from '#shared/searchContract.ts';
import { defaultSpace } from '#shared/searchSpace.ts';
import { makeContext } from '#tests/fixtures/context.ts';
import { rejectionOf } from '#tests/fixtures/failureOf.ts';
import { makeSelectionDependencies, quickSelection } from '#tests/fixtures/selectionRun.ts';
import { makeSampleDependencies, quickConfig } from '#tests/fixtures/timingRun.ts';

const tooWide: unknown = expect.objectContaining({
  code: 'INVALID_INPUT',
  message: expect.stringContaining('kernelSize') as unknown,
});

it.each([
  ['cnn', 'none'],
  ['logistic', 'cnn'],
] as const)(
  'filters that are wider than the window are refused before a run is stored: %s with %s',
  async (model, ensembleModels) => {
    const dependencies = makeSampleDependencies();
    // Two filters of 6 bars behind one another need 11 bars.
    const settings = { lookback: 10, kernelSize: 6, ensembleModels };
    const config = { ...quickConfig(settings), model };
    expect(await rejectionOf(runTiming(dependencies, config, makeContext()))).toEqual(tooWide);
    expect(dependencies.store.runs.list()).toEqual([]);
  },
);

it('a selection refuses them too, and so does a search whose space reaches them', async () => {
  const dependencies = makeSelectionDependencies();
  const config = quickSelection('cnn-select', { settings: { lookback: 5, kernelSize: 4 } });
  expect(await rejectionOf(runSelection(dependencies, config, makeContext()))).toEqual(tooWide);
  const request = searchRequestSchema.parse({
    config: quickSelection('cnn-select', { settings: { lookback: 5 } }),
    space: { kernelSize: { kind: 'integer', low: 2, high: 4 } },
  });
  expect(await rejectionOf(startSearch(dependencies, request, makeContext()))).toEqual(tooWide);
  expect([...dependencies.store.runs.list(), ...dependencies.store.searches.list()]).toEqual([]);
});

it.each([
  [5, { kernelSize: { low: 2, high: 3 } }],
  [9, { kernelSize: { low: 2, high: 5 } }],
])('the usual space over %i bars holds no wider filters', (lookback, space) => {
  const config = quickSelection('cnn-select', { settings: { lookback } });
  expect(defaultSpace(config)).toMatchObject(space);
});

it('filters are not sought where only the narrowest fit', () => {
  const config = quickSelection('cnn-select', { settings: { lookback: 4, kernelSize: 2 } });
  expect(Object.keys(defaultSpace(config))).not.toContain('kernelSize');
});
