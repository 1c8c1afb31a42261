import { describe, expect, test } from 'vitest';
import { monitorRun } from '#main/jobs/review/monitorRun.ts';
import { resumeRun } from '#main/jobs/runs/resumeRun.ts';
import { configOf, findSymbols, inputsOf, joinSymbols } from '#main/jobs/selection/perSymbol.ts';
import { runSelection } from '#main/jobs/selection/runSelection.ts';
import { readSelectionData } from '#main/jobs/selection/selectionData.ts';
import { trainSelectionModel } from '#main/jobs/selection/selectionModel.ts';
import { resolveUniverse } from '#main/jobs/selection/selectionUniverse.ts';
import { readModelOf } from '#main/jobs/selection/storedModel.ts';
import { loadLearner } from '#main/model/learner.ts';
import type { Store } from '#main/store/store.ts';
import type { HandlerContext, Progress } from '#shared/contract.ts';
import { isTimingReport } from '#shared/runs.ts';
import type { SelectionConfig } from '#shared/selection.ts';
import { makeContext } from '#tests/fixtures/context.ts';
import { rejectionOf } from '#tests/fixtures/failureOf.ts';
import { makeSelectionDependencies, quickSelection } from '#tests/fixtures/selectionRun.ts';

const SMALL = { hidden: 6, layers: 1, headUnits: 4, lookback: 8, batchSize: 32, passes: 2 };
const UNIVERSE = ['600000.SH', '600001.SH', '600002.SH', '600003.SH', '600004.SH', '600005.SH'];
const SYMBOLS = UNIVERSE.length;
const quick = (more: Parameters<typeof quickSelection>[1] = {}): SelectionConfig =>
  quickSelection('multi-factor', { universe: UNIVERSE, settings: SMALL, ...more });

const readHash = (store: Store, run: string): string => store.runs.readReport(run).hash;

const readData = (store: Store, config: SelectionConfig) =>
  readSelectionData(store, config, resolveUniverse(store, config), makeContext());

/** A call's context that is given up once so many symbols are done. */
function cancelledAfter(symbols: number): HandlerContext {
  const context = makeContext();
  const report: HandlerContext['report'] = ({ data }) => {
    if (Number(data?.symbolsDone) >= symbols) context.cancel();
  };
  return { ...context, report };
}

/** Symbols that are done, of how many, and the seconds left. */
function expectCounted(progress: readonly Progress[]): void {
  const training = progress.filter(({ step }) => step === 'train');
  expect(training[0]).toMatchObject({
    ...{ done: 0, total: SYMBOLS, data: { symbols: SYMBOLS, symbolsDone: 0, secondsLeft: null } },
  });
  expect(training.at(-1)).toMatchObject({
    ...{ done: SYMBOLS, data: { symbolsDone: SYMBOLS, secondsLeft: 0 } },
  });
  const shares = training.map(({ done }) => done);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
}

describe('a run with a model for each symbol', () => {
  test('gives with one worker, with two and one symbol after another the same bits', async () => {
    const dependencies = makeSelectionDependencies();
    const { store } = dependencies;
    const config = quick();
    const runs = [];
    for (const workers of [1, 2]) {
      store.settings.change({ workers });
      runs.push(await runSelection(dependencies, config, makeContext()));
    }
    expect(readHash(store, runs[1])).toBe(readHash(store, runs[0]));

    const { inputs } = await readData(store, config);
    const parts = [];
    for (const windows of findSymbols(inputs)) {
      const own = inputsOf(inputs, windows);
      const result = await trainSelectionModel(own, configOf(config, windows), config.model);
      parts.push({ windows, result });
    }
    expect(parts).toHaveLength(SYMBOLS);
    const { predictions, losses } = joinSymbols(inputs, parts);
    expect(store.scores.read(runs[0], config.model)!.predictions).toEqual(predictions);
    const report = store.runs.readReport(runs[0]);
    if (isTimingReport(report)) throw new Error('a selection');
    expect(report.training[0]).toMatchObject(losses);
  });

  test('stores each symbol when it is done, and goes on after a cancel with those that are missing', async () => {
    const dependencies = makeSelectionDependencies();
    const { store } = dependencies;
    store.settings.change({ workers: 1 });
    const config = quick();
    const cut = runSelection(dependencies, config, cancelledAfter(3));
    expect((await rejectionOf(cut)).code).toBe('CANCELLED');
    const [{ run, state, foldsDone, foldsTotal }] = store.runs.list();
    // Ridge regression beside them is done first.
    expect({ state, foldsDone, foldsTotal }).toEqual({
      ...{ state: 'cancelled', foldsDone: 4, foldsTotal: SYMBOLS + 2 },
    });
    const before = store.runs.readFolds(run);
    const again = makeContext();
    await resumeRun(dependencies, run, again);
    const done = again.progress.flatMap(({ data }) => data?.symbolsDone ?? []);
    expect([done[0], done.at(-1)]).toEqual([3, SYMBOLS]);
    const trained = new Set(again.progress.flatMap(({ data }) => data?.symbol ?? []));
    expect(trained.size).toBe(SYMBOLS - 3);
    expect(store.runs.readFolds(run)).toEqual(expect.arrayContaining(before));
    const whole = await runSelection(dependencies, config, makeContext());
    expect(readHash(store, run)).toBe(readHash(store, whole));
  });

  test('counts symbols as it goes and keeps models that load and predict what is stored, bit for bit', async () => {
    const dependencies = makeSelectionDependencies();
    const { store } = dependencies;
    const config = quick();
    const context = makeContext();
    const run = await runSelection(dependencies, config, context);
    expectCounted(context.progress);
    const { predictions } = store.scores.read(run, config.model)!;
    const { inputs, symbols } = await readData(store, config);
    const { lookback } = config.settings;
    for (const windows of findSymbols(inputs)) {
      const weights = readModelOf(store, run, config, symbols[windows.slot])!;
      const model = loadLearner(weights);
      expect(Buffer.from(model.toBytes()).equals(weights)).toBe(true);
      const { x, width, test: ends } = inputsOf(inputs, windows);
      const read = Array.from(ends, (row) => [
        ...x.subarray((row + 1 - lookback) * width, (row + 1) * width),
      ]);
      const again = model.predict(Float32Array.from(read.flat()), ends.length);
      expect(again).toEqual(predictions.slice(...windows.test));
      model.dispose();
    }
    expect(store.runs.readWeights(run, config.model, 0)).toBeNull();
  });

  test('is watched on newer bars by the model of each symbol', async () => {
    const dependencies = makeSelectionDependencies();
    const { store } = dependencies;
    const short = quick({ to: '2019-12-31' });
    const run = await runSelection(dependencies, short, makeContext());
    const whole = await runSelection(dependencies, quick(), makeContext());
    const { dates, scores, outcomes, symbols } = store.scores.read(whole, short.model)!;
    const { records } = await monitorRun(dependencies, run, makeContext());
    const newer = Array.from(dates.keys()).filter((row) => dates[row] > 20191231);
    const expected = newer.flatMap((row) => {
      const errors = symbols
        .map((_, s) => row * symbols.length + s)
        .map((at) => (scores[at] - outcomes[at]) ** 2)
        .filter((square) => !Number.isNaN(square));
      return errors.length === 0 ? [] : [errors.reduce((sum, one) => sum + one, 0) / errors.length];
    });
    expect(expected.length).toBeGreaterThan(15);
    const found = records.filter(({ date }) => date > '2019-12-31');
    expect(found).toHaveLength(expected.length);
    found.forEach(({ squaredError }, i) => expect(squaredError).toBeCloseTo(expected[i], 12));
  });
});
