import { expect, test } from 'vitest';
import { runSelection } from '#main/jobs/selection/runSelection.ts';
import { explainNote } from '#shared/notes.ts';
import { searchRequestSchema } from '#shared/searchContract.ts';
import { makeContext } from '#tests/fixtures/context.ts';
import { makeSelectionDependencies, quickSelection } from '#tests/fixtures/selectionRun.ts';

test.each([
  { to: '2019-10-31', words: 'on validation folds before the first test bar' },
  { to: '2019-11-01', words: 'which saw bars up to 2019-11-01: the days from 2019-11-01' },
  { to: null, words: 'which is not stored any more' },
])('a run says what the search of its settings saw, up to $to', async ({ to, words }) => {
  const dependencies = makeSelectionDependencies();
  const { store } = dependencies;
  const config = quickSelection('cnn-select', { model: 'ridge' });
  const search = 'search-0a1b2c3d';
  if (to !== null) {
    store.searches.create({
      search,
      request: searchRequestSchema.parse({ config, trials: 2 }),
      plan: { span: { from: config.from, to }, folds: [] },
      ...{ dataVersion: 'a', appVersion: '0.0.0-test' },
      backend: { name: 'tensorflow', version: '0', isNative: true, reason: null },
    });
  }
  const chosen = { ...config, search: { search, trials: 2 } };
  const run = await runSelection(dependencies, chosen, makeContext());
  const [note] = store.runs.readReport(run).notes.filter((one) => one.includes('among 2 trials'));
  expect(note).toContain(words);
  expect(explainNote(note, 'zh-CN')).toContain('参数选自');
});
