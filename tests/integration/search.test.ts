import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, test } from 'vitest';
import { listSearches, readSearch } from '#main/jobs/search/searchRecord.ts';
import { resumeSearch, startSearch } from '#main/jobs/search/searchRun.ts';
import { runTiming } from '#main/jobs/timing/runTiming.ts';
import type { Store } from '#main/store/store.ts';
import type { AppError } from '#shared/errors.ts';
import type { SearchRecord, SearchRequest } from '#shared/searchContract.ts';
import { makeContext } from '#tests/fixtures/context.ts';
import { rejectionOf } from '#tests/fixtures/failureOf.ts';
import { foundBy, quickSearch, searchToEnd } from '#tests/fixtures/searchRun.ts';
import { makeTempDir } from '#tests/fixtures/tempDir.ts';
import { makeSampleDependencies, quickConfig } from '#tests/fixtures/timingRun.ts';

type Dependencies = ReturnType<typeof makeSampleDependencies>;

const CONFIG = quickConfig();
const THIRTY = quickSearch(CONFIG, { trials: 30 });
const KILLED = resolve(import.meta.dirname, '../fixtures/searchForever.ts');

/** Carries a search out in a process of its own, which is killed after so many trials. */
async function killAfter(store: Store, request: SearchRequest, trials: number): Promise<void> {
  const child = spawn(process.execPath, [KILLED, store.file, JSON.stringify(request)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (Number(line) >= trials) child.kill('SIGKILL');
  });
  await ended;
}

/** Cancels once so many trials are stored. */
async function cancelAfter(
  { store, ...rest }: Dependencies,
  request: SearchRequest,
  trials: number,
): Promise<string> {
  const context = makeContext();
  const announce = (search: string): void => {
    if (store.searches.readTrials(search).length >= trials) context.cancel();
  };
  const error = await rejectionOf(startSearch({ ...rest, store, announce }, request, context));
  expect(error.code).toBe('CANCELLED');
  return store.searches.list()[0].search;
}

describe('a search on the simulated market', () => {
  test('ends with the same trials and best after kill -9 and resume', async () => {
    const dependencies = makeSampleDependencies();
    const { store } = dependencies;
    const whole = await searchToEnd(dependencies, THIRTY);
    expect(whole.trials).toHaveLength(30);
    await killAfter(store, THIRTY, 11);
    const [cut] = listSearches(store);
    expect(cut.state).toBe('interrupted');
    expect(cut.trialsDone).toBeGreaterThanOrEqual(11);
    expect(cut.trialsDone).toBeLessThan(30);
    await resumeSearch(dependencies, cut.search, makeContext());
    const resumed = readSearch(store, cut.search);
    expect(foundBy(resumed)).toEqual(foundBy(whole));
    expect(resumed.best).toEqual(whole.best);
    expect(resumed.state).toBe('done');
  });

  test('finds the same with one worker and with three', async () => {
    const dependencies = makeSampleDependencies();
    const request = quickSearch(quickConfig({}, 'bilstm'), { trials: 4, epochs: 2 });
    const found: SearchRecord[] = [];
    for (const workers of [1, 3]) {
      dependencies.store.settings.change({ workers });
      found.push(await searchToEnd(dependencies, request));
    }
    expect(foundBy(found[1])).toEqual(foundBy(found[0]));
  });

  test('ends when it is cancelled, keeps its trials and goes on from there', async () => {
    const dependencies = makeSampleDependencies();
    const search = await cancelAfter(dependencies, quickSearch(CONFIG), 2);
    const cut = readSearch(dependencies.store, search);
    expect(cut).toMatchObject({ state: 'cancelled', error: { code: 'CANCELLED' } });
    expect(cut.trialsDone).toBeGreaterThanOrEqual(2);
    await resumeSearch(dependencies, search, makeContext());
    expect(readSearch(dependencies.store, search)).toMatchObject({ state: 'done', trialsDone: 6 });
    const error = await rejectionOf(resumeSearch(dependencies, search, makeContext()));
    expect(error.message).toContain('nothing to resume');
  });

  test('refuses to go on with bars of its span that have changed', async () => {
    const dependencies = makeSampleDependencies();
    const { store } = dependencies;
    const search = await cancelAfter(dependencies, quickSearch(CONFIG), 1);
    const bars = store.bars.readSeries('602001.SH');
    bars.close[300] += 0.01;
    const instrument = store.instruments.find('602001.SH')!;
    store.bars.save({ instrument, bars, source: 'simulated' });
    const error = await rejectionOf(resumeSearch(dependencies, search, makeContext()));
    expect(error.message).toContain('have changed');
  });

  test('reports its trials as it goes, gives up hopeless ones and knows what mattered', async () => {
    const dependencies = makeSampleDependencies();
    const context = makeContext();
    const request = { ...THIRTY, epochs: 8, trials: 16 };
    const search = await startSearch(dependencies, request, context);
    const record = readSearch(dependencies.store, search);
    expect(context.progress.at(-1)).toMatchObject({
      ...{ step: 'search', done: 16, total: 16 },
      data: { trials: 16, best: record.best!.value },
    });
    expect(record.trials[0].settings).toEqual({ batchSize: 32, learningRate: 1e-3 });
    const pruned = record.trials.filter(({ state }) => state === 'pruned');
    expect(pruned.length).toBeGreaterThan(0);
    expect(pruned.every(({ losses }) => losses.flat().length < 24)).toBe(true);
    expect(record.folds.map(({ validTo }) => validTo)).toEqual(
      record.folds.map(({ validTo }) => validTo).sort(),
    );
    expect(record.importance.map(({ setting }) => setting).sort()).toEqual([
      'batchSize',
      'learningRate',
    ]);
    const values = record.trials.filter(({ state }) => state === 'done').map(({ value }) => value!);
    expect(record.best!.value).toBe(Math.min(...values));
  });
});

describe('a search that cannot be', () => {
  test('is refused before anything is stored', async () => {
    const dependencies = makeSampleDependencies();
    const start = (request: SearchRequest): Promise<AppError> =>
      rejectionOf(startSearch(dependencies, request, makeContext()));
    const ridge = { ridgePenalty: { kind: 'real' as const, low: 1, high: 2, isLog: false } };
    const strange = await start(quickSearch(CONFIG, { space: ridge }));
    expect(strange).toMatchObject({ code: 'INVALID_INPUT' });
    const wide = { dropout: { kind: 'real' as const, low: 0.5, high: 2, isLog: false } };
    expect((await start(quickSearch(CONFIG, { space: wide }))).message).toContain('dropout=2');
    const short = await start(quickSearch({ ...CONFIG, to: '2018-12-31' }));
    expect(short.code).toBe('NOT_ENOUGH_HISTORY');
    expect(dependencies.store.searches.list()).toEqual([]);
  });
});

describe('a run with settings of a search', () => {
  test('says in its report among how many trials they were chosen', async () => {
    const dependencies = makeSampleDependencies();
    const chosen = { search: 'search-0a1b2c3d', trials: 30 };
    const run = await runTiming(dependencies, { ...CONFIG, search: chosen }, makeContext());
    const { config, notes } = dependencies.store.runs.readReport(run);
    expect(config.search).toEqual(chosen);
    expect(notes.filter((note) => note.includes('among 30 trials'))).toHaveLength(1);
  });
});

describe('trial workers', () => {
  afterEach(() => delete process.env.ZUOT_TEST_DEATH_MARK);

  test('are replaced when one dies, and its trial is done again', async () => {
    const dependencies = makeSampleDependencies();
    const whole = await searchToEnd(dependencies, quickSearch(CONFIG));
    process.env.ZUOT_TEST_DEATH_MARK = join(makeTempDir(), 'died');
    const workerFile = resolve(import.meta.dirname, '../fixtures/dyingWorker.ts');
    const again = await searchToEnd({ ...dependencies, workerFile }, quickSearch(CONFIG));
    expect(foundBy(again)).toEqual(foundBy(whole));
  });
});
