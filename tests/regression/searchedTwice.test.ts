import { expect, it } from 'vitest';
import { readSearch } from '#main/jobs/search/searchRecord.ts';
import { startSearch } from '#main/jobs/search/searchRun.ts';
import { searchedTo } from '#main/jobs/runs/searchedTo.ts';
import { withTrial } from '#renderer/components/search/withTrial.ts';
import { searchRequestSchema } from '#shared/searchContract.ts';
import { makeContext } from '#tests/fixtures/context.ts';
import { quickSearch } from '#tests/fixtures/searchRun.ts';
import { makeSampleDependencies, quickConfig } from '#tests/fixtures/timingRun.ts';

it('a search from the best settings of another counts the trials of both', async () => {
  const dependencies = makeSampleDependencies();
  const { store } = dependencies;
  const first = 'search-0a1b2c3d';
  store.searches.create({
    search: first,
    request: searchRequestSchema.parse({ config: quickConfig({}, 'trees'), trials: 30 }),
    plan: { span: { from: '2018-01-02', to: '2020-11-30' }, folds: [] },
    ...{ dataVersion: 'a', appVersion: '0.0.0-test' },
    backend: { name: 'tensorflow', version: '0', isNative: true, reason: null },
  });
  const config = quickConfig({ treeCount: 2 }, 'trees');
  const based = { ...config, search: { search: first, trials: 30 } };
  const space = { treeLeaves: { kind: 'integer' as const, low: 2, high: 4, isLog: false } };
  const request = quickSearch(based, { trials: 2, space });
  const second = await startSearch(dependencies, request, makeContext());
  const record = readSearch(store, second);
  const { search: chosen } = withTrial(record, record.trials[0]);
  expect(chosen).toEqual({ search: second, trials: 32 });
  expect(record.span.to < '2020-11-30').toBe(true);
  expect(searchedTo(store, chosen)).toBe('2020-11-30');
  store.searches.remove(first);
  expect(searchedTo(store, chosen)).toBeNull();
});
