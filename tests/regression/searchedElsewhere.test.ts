import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withBestSettings } from '#main/cli/searchCommands.ts';
import { withSession } from '#main/cli/session.ts';
import { runTiming } from '#main/jobs/timing/runTiming.ts';
import { openStore } from '#main/store/store.ts';
import type { Store } from '#main/store/store.ts';
import type { TimingConfigInput } from '#shared/run.ts';
import { searchRequestSchema } from '#shared/searchContract.ts';
import type { SelectionConfigInput } from '#shared/selection.ts';
import { makeContext } from '#tests/fixtures/context.ts';
import { rejectionOf } from '#tests/fixtures/failureOf.ts';
import { makeTempDir } from '#tests/fixtures/tempDir.ts';
import { makeSampleDependencies, quickConfig } from '#tests/fixtures/timingRun.ts';

const SEARCH = 'search-0a1b2c3d';
const BEST = { hidden: 64 };

/** A search for a BiLSTM with one finished trial. */
function saveSearch(store: Store): void {
  store.searches.create({
    search: SEARCH,
    request: searchRequestSchema.parse({ config: quickConfig({}, 'bilstm'), trials: 2 }),
    plan: { span: { from: '2018-01-02', to: '2019-12-31' }, folds: [] },
    ...{ dataVersion: 'a', appVersion: '0.0.0-test' },
    backend: { name: 'tensorflow', version: '0', isNative: true, reason: null },
  });
  store.searches.saveTrial(SEARCH, {
    ...{ trial: 1, settings: BEST, state: 'done', value: 0.5, losses: [[0.5]], seconds: 1 },
  });
}

const WORDS = `${SEARCH} is of another preset or model: it fits t-timing with model bilstm`;

test('a typed run takes settings from a search of its own preset and model only', async () => {
  const file = join(makeTempDir(), 'cli.db');
  const store = openStore(file);
  saveSearch(store);
  store.close();
  const plain: TimingConfigInput = {
    preset: 't-timing',
    symbols: ['602001.SH'],
    from: '2018-01-02',
    to: '2020-12-31',
  };
  await withSession(file, async (session) => {
    const chosen = await withBestSettings(session, SEARCH, plain);
    expect(chosen).toMatchObject({ settings: BEST, search: { search: SEARCH, trials: 1 } });
    const others: (TimingConfigInput | SelectionConfigInput)[] = [
      { ...plain, model: 'logistic' },
      {
        preset: 'lstm-select',
        universe: 'all',
        from: '2020-01-01',
        split: '2021-01-01',
        to: '2021-12-31',
      },
    ];
    for (const other of others) {
      const { code, message } = await rejectionOf(withBestSettings(session, SEARCH, other));
      expect([code, message]).toEqual(['INVALID_INPUT', WORDS]);
    }
  });
});

test('no run may say that its settings are those of a search for another model', async () => {
  const dependencies = makeSampleDependencies();
  saveSearch(dependencies.store);
  const config = { ...quickConfig({}, 'logistic'), search: { search: SEARCH, trials: 1 } };
  const { code, message } = await rejectionOf(runTiming(dependencies, config, makeContext()));
  expect([code, message]).toEqual(['INVALID_INPUT', WORDS]);
  expect(dependencies.store.runs.list()).toEqual([]);
});
