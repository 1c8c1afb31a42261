import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { runSelection } from '#main/jobs/selection/runSelection.ts';
import { resumeRun } from '#main/jobs/runs/resumeRun.ts';
import { rankRun, readScoreHistory } from '#main/jobs/selection/selectionRanking.ts';
import type { Store } from '#main/store/store.ts';
import { isTimingReport } from '#shared/runs.ts';
import type { SelectionConfig, SelectionReport } from '#shared/selection.ts';
import { makeContext } from '#tests/fixtures/context.ts';
import { failureOf, rejectionOf } from '#tests/fixtures/failureOf.ts';
import {
  SYMBOLS,
  makeSelectionDependencies,
  quickSelection,
} from '#tests/fixtures/selectionRun.ts';
import { makeTempDir } from '#tests/fixtures/tempDir.ts';

function readSelection(store: Store, run: string): SelectionReport {
  const report = store.runs.readReport(run);
  if (isTimingReport(report)) throw new Error('a selection');
  return report;
}

async function hashOf(
  dependencies: ReturnType<typeof makeSelectionDependencies>,
  config: SelectionConfig,
): Promise<string> {
  const run = await runSelection(dependencies, config, makeContext());
  return readSelection(dependencies.store, run).hash;
}

function expectRanking(store: Store, run: string, report: SelectionReport): void {
  const last = rankRun(store, { run });
  expect(last.date).toBe('2020-02-05');
  expect(last.dates[0]).toBe('2019-11-01');
  expect(last.rows.map(({ rank }) => rank)).toEqual(last.rows.map((_, i) => i + 1));
  expect(last.rows.map(({ score }) => score)).toEqual(
    last.rows.map(({ score }) => score).sort((a, b) => b - a),
  );
  expect(last.rows.every(({ outcome }) => outcome === null)).toBe(true);
  const { holdings } = report;
  const early = rankRun(store, { run, date: '2019-12-02' });
  const held = holdings.find(({ date }) => date === '2019-12-02')!.positions;
  const marked = early.rows.filter(({ isHeld }) => isHeld).map(({ symbol }) => symbol);
  expect(new Set(marked)).toEqual(new Set(held.map(({ symbol }) => symbol)));
  expect(early.rows.some(({ outcome }) => outcome !== null)).toBe(true);
  const best = early.rows[0];
  const history = readScoreHistory(store, { run, symbol: best.symbol });
  const at = history.dates.indexOf('2019-12-02');
  expect([history.score[at], history.rank[at], history.counts[at]]).toEqual([
    best.score,
    1,
    early.rows.length,
  ]);
  expect(failureOf(() => rankRun(store, { run, date: '2019-10-31' })).code).toBe('INVALID_INPUT');
  expect(failureOf(() => readScoreHistory(store, { run, symbol: '600900.SH' })).code).toBe(
    'INVALID_INPUT',
  );
}

describe('a cross-sectional run', () => {
  test.each(['lstm-select', 'cnn-select', 'lstm-top30'] as const)(
    'of %s gives the same hash with one worker and with two',
    async (preset) => {
      const dependencies = makeSelectionDependencies();
      const config = quickSelection(preset, { settings: { batchSize: 64 } });
      const hashes = [];
      for (const workers of [1, 2]) {
        dependencies.store.settings.change({ workers });
        hashes.push(await hashOf(dependencies, config));
      }
      expect(hashes[1]).toBe(hashes[0]);
    },
  );

  test('has a band that passes with dropout on make wider, the same with one worker and with two', async () => {
    const dependencies = makeSelectionDependencies();
    const { store } = dependencies;
    const reportWith = async (passes: number, workers: number): Promise<SelectionReport> => {
      store.settings.change({ workers });
      const config = quickSelection('lstm-select', { settings: { passes, dropout: 0.3 } });
      return readSelection(store, await runSelection(dependencies, config, makeContext()));
    };
    const [one, two, plain] = [
      await reportWith(4, 1),
      await reportWith(4, 2),
      await reportWith(0, 2),
    ];
    expect(two.hash).toBe(one.hash);
    expect(one.band?.meanWidth).toBeGreaterThan(plain.band?.meanWidth ?? Infinity);
    expect(one.quality).toEqual(plain.quality);
    expect(one.baselines.ridge.band).toEqual(plain.baselines.ridge.band);
    const { coverage } = plain.band!;
    const isSaid = plain.notes.some((note) => note.startsWith('The 90% band covered'));
    expect(isSaid).toBe(coverage! < 0.85 || coverage! > 0.95);
  });

  test('reports model, baselines and doubts, and ranks the universe on every predicted date', async () => {
    const dependencies = makeSelectionDependencies();
    const context = makeContext();
    const run = await runSelection(dependencies, quickSelection(), context);
    const report = readSelection(dependencies.store, run);
    expect(report.symbols).toHaveLength(SYMBOLS);
    expect(report).toMatchObject({ model: 'lstm', predictedFrom: '2019-11-01', isSimulated: true });
    expect(report.training).toHaveLength(2);
    expect(report.training[0].trainLosses).toHaveLength(2);
    expect(report.training[0].validLosses).toHaveLength(2);
    expect(report.training[0].trainTo < '2019-11-01').toBe(true);
    expect(report.baselines.ridge.quality.count).toBe(report.quality.count);
    expect(report.fills.length).toBeGreaterThan(0);
    expect(report.equity).toHaveLength(report.benchmarkEquity.length);
    expect(report.survivorship[0]).toContain('Everything stored');
    expect(report.notes.some((note) => note.includes('training part'))).toBe(true);
    const epochs = context.progress.filter(({ data }) => data?.epoch !== undefined);
    expect(epochs.at(-1)?.data).toMatchObject({ epoch: 2, epochs: 2, secondsLeft: 0 });
    expect(dependencies.store.runs.readFolds(run)).toHaveLength(2);
    expectRanking(dependencies.store, run, report);
  });

  test('trains ridge regression once where it is the model itself', async () => {
    const dependencies = makeSelectionDependencies();
    const run = await runSelection(
      dependencies,
      quickSelection('cnn-select', { model: 'ridge' }),
      makeContext(),
    );
    const { metrics, baselines, training } = readSelection(dependencies.store, run);
    expect(training).toHaveLength(1);
    expect(baselines.ridge.metrics).toEqual(metrics);
  });

  test('is cancelled while it trains, and resumed with the result of an uninterrupted one', async () => {
    const dependencies = makeSelectionDependencies();
    const { store } = dependencies;
    store.settings.change({ workers: 1 });
    const config = quickSelection('lstm-select', { settings: { epochs: 12 } });
    const context = makeContext();
    const error = await rejectionOf(
      runSelection(dependencies, config, {
        ...context,
        report: ({ data }) => {
          if (data?.epoch === 3) context.cancel();
        },
      }),
    );
    expect(error.code).toBe('CANCELLED');
    const { run, state } = store.runs.list()[0];
    expect(state).toBe('cancelled');
    await resumeRun(dependencies, run, makeContext());
    expect(readSelection(store, run).hash).toBe(await hashOf(dependencies, config));
  });

  test('keeps what was trained before it was cut off', async () => {
    const dependencies = makeSelectionDependencies();
    const { store } = dependencies;
    const context = makeContext();
    const entries = { requireBand: true, minReturn: -0.08, maxDistance: 0.95, passes: 3 };
    const config = quickSelection('lstm-select', { settings: entries });
    await rejectionOf(
      runSelection(dependencies, config, {
        ...context,
        report: ({ step }) => {
          if (step === 'backtest') context.cancel();
        },
      }),
    );
    const { run, foldsDone } = store.runs.list()[0];
    expect(foldsDone).toBe(2);
    const again = makeContext();
    await resumeRun(dependencies, run, again);
    expect(again.progress.some(({ data }) => data?.epoch !== undefined)).toBe(false);
    expect(readSelection(store, run).hash).toBe(await hashOf(dependencies, config));
  });
});

describe('a cross-sectional run that cannot be', () => {
  const refusals: [string, Parameters<typeof quickSelection>[1], string, string][] = [
    ['a split outside its dates', { split: '2020-03-01' }, 'INVALID_INPUT', 'must lie after'],
    [
      'a split before its first bar',
      { from: '2018-01-01', split: '2018-06-01' },
      'INVALID_INPUT',
      'must lie after',
    ],
    [
      'dates without bars',
      { from: '2010-01-01', split: '2011-01-01', to: '2012-01-01' },
      'INVALID_INPUT',
      'at least two',
    ],
    ['too little to train on', { split: '2019-01-15' }, 'NOT_ENOUGH_HISTORY', 'training needs'],
    [
      'symbols that are not stored',
      { universe: ['600000.SH', '600900.SH'] },
      'INVALID_INPUT',
      '600900.SH',
    ],
    ['a symbol twice', { universe: ['600000.SH', '600000.SH'] }, 'INVALID_INPUT', 'twice'],
    ['an index', { universe: ['600000.SH', '000300.SH'] }, 'INVALID_INPUT', 'index'],
    ['an index without stored members', { universe: 'csi300' }, 'INVALID_INPUT', 'no members'],
    ['an unknown name', { settings: { features: ['clos/open'] } }, 'INVALID_INPUT', 'close'],
    ['an unknown set', { settings: { features: ['@alpha'] } }, 'INVALID_INPUT', '@alpha158'],
    [
      'a factor that looks ahead',
      { settings: { features: ['shift(close,-1)/close'] } },
      'INVALID_INPUT',
      'future',
    ],
    ['a faulty label', { settings: { label: 'shift(close,' } }, 'INVALID_INPUT', 'line 1'],
    [
      'a price scaled by dates to come',
      { settings: { target: 'price', standardise: 'date' } },
      'INVALID_INPUT',
      'standardise',
    ],
  ];

  test.each(refusals)('is refused for %s', async (_, more, code, words) => {
    const dependencies = makeSelectionDependencies();
    const error = await rejectionOf(
      runSelection(dependencies, quickSelection('lstm-select', more), makeContext()),
    );
    expect(error.code).toBe(code);
    expect(error.message).toContain(words);
  });
});

describe('members of an index', () => {
  test('may be bought from the date of their list on', async () => {
    const dependencies = makeSelectionDependencies();
    const { store } = dependencies;
    const all = store.instruments
      .list()
      .map(({ symbol }) => symbol)
      .filter((symbol) => symbol !== '000300.SH');
    store.members.saveIndex('000300.SH', 20181201, all.slice(0, 6));
    store.members.saveIndex('000300.SH', 20191201, all.slice(6));
    const config = quickSelection('cnn-select', { universe: 'csi300' });
    const run = await runSelection(dependencies, config, makeContext());
    const { fills, survivorship, symbols } = readSelection(store, run);
    expect(symbols).toEqual(all);
    expect(survivorship[0]).toContain('Members by date');
    const bought = fills.filter(({ side }) => side === 'buy');
    const early = bought.filter(({ date }) => date <= '2019-12-01');
    const late = bought.filter(({ date }) => date > '2019-12-03');
    expect(early.length).toBeGreaterThan(0);
    expect(late.length).toBeGreaterThan(0);
    expect(early.every(({ symbol }) => all.slice(0, 6).includes(symbol))).toBe(true);
    expect(late.every(({ symbol }) => all.slice(6).includes(symbol))).toBe(true);
  });

  test('of a later list stand for the whole run, and the report says so', async () => {
    const dependencies = makeSelectionDependencies();
    const { store } = dependencies;
    store.members.saveIndex('000300.SH', 20250101, [
      '600000.SH',
      '600001.SH',
      '600002.SH',
      '601398.SH',
    ]);
    store.members.saveIndex('000300.SH', 20260101, ['600003.SH', '600005.SH']);
    const config = quickSelection('cnn-select', { universe: 'csi300' });
    const run = await runSelection(dependencies, config, makeContext());
    const { survivorship, symbols, notes } = readSelection(store, run);
    expect(symbols).toEqual(['600000.SH', '600001.SH', '600002.SH']);
    expect(survivorship[0]).toContain('Members of one date');
    expect(notes.some((note) => note.startsWith('Not stored: 1'))).toBe(true);
  });
});

describe('training processes of a selection', () => {
  afterEach(() => delete process.env.ZUOT_TEST_DEATH_MARK);

  test('are replaced when one dies', async () => {
    const dependencies = makeSelectionDependencies();
    const config = quickSelection('cnn-select');
    const whole = await hashOf(dependencies, config);
    process.env.ZUOT_TEST_DEATH_MARK = join(makeTempDir(), 'died');
    const workerFile = resolve(import.meta.dirname, '../fixtures/dyingWorker.ts');
    expect(await hashOf({ ...dependencies, workerFile }, config)).toBe(whole);
  });
});
