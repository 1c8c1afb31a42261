import { describe, expect, it } from 'vitest';
import type { Store } from '#main/store/store.ts';
import { timingConfigSchema } from '#shared/run.ts';
import type { TimingReport } from '#shared/run.ts';
import { makeStore } from '#tests/fixtures/store.ts';

const config = timingConfigSchema.parse({
  preset: 't-timing',
  symbols: ['600519.SH'],
  from: '2018-01-01',
  to: '2025-03-01',
  seed: 3,
});
const backend = { name: 'cpu' as const, version: '4.22.0', isNative: false, reason: 'none here' };

function addRun(store: Store, run = 'run-0001'): void {
  const dataVersion = 'abc';
  store.runs.create({ run, config, dataVersion, appVersion: '0.1.0', backend, isSimulated: true });
}

const report = {
  run: 'run-0001',
  preset: 't-timing',
  config,
  metrics: { finalEquity: 1_234_567.89, sharpe: 0.51 },
  equity: [{ date: '2021-02-18', value: 1_000_000 }],
  hash: 'f00d',
} as unknown as TimingReport;

describe('runs', () => {
  it('starts running, with what is needed to resume', () => {
    const store = makeStore();
    addRun(store);
    expect(store.runs.get('run-0001')).toMatchObject({
      state: 'running',
      config,
      dataVersion: 'abc',
      backend,
      isSimulated: true,
      foldsDone: 0,
      foldsTotal: null,
      finishedAt: null,
    });
  });

  it('gives back every fold as it was saved, in order, and counts them', () => {
    const store = makeStore();
    addRun(store);
    const weights = Float32Array.of(0.1, -2.5e-38, 3);
    const bytes = new Uint8Array(weights.buffer);
    const result = { probabilities: [0.1, 1 / 3, 0.7000000000000001], note: '折' };
    store.runs.setFoldsTotal('run-0001', 3);
    store.runs.saveFold('run-0001', { symbol: '600519.SH', index: 10, result, weights: bytes });
    store.runs.saveFold('run-0001', { symbol: '600519.SH', index: 2, result, weights: null });
    store.runs.saveFold('run-0001', { symbol: '600519.SH', index: 2, result: {}, weights: null });
    expect(store.runs.readFolds('run-0001')).toEqual([
      { symbol: '600519.SH', index: 2, result: {} },
      { symbol: '600519.SH', index: 10, result },
    ]);
    const stored = store.runs.readWeights('run-0001', '600519.SH', 10);
    expect(new Uint8Array(stored!)).toEqual(bytes);
    expect(store.runs.readWeights('run-0001', '600519.SH', 2)).toBeNull();
    expect(store.runs.get('run-0001')).toMatchObject({ foldsDone: 2, foldsTotal: 3 });
  });

  it('gives back the report as it was stored', () => {
    const store = makeStore();
    addRun(store);
    store.runs.finish(report);
    expect(store.runs.readReport('run-0001')).toEqual(report);
    expect(store.runs.list()).toMatchObject([
      { run: 'run-0001', state: 'done', hash: 'f00d', metrics: report.metrics },
    ]);
  });

  it('lists the newest first, without the report', () => {
    const store = makeStore();
    addRun(store, 'run-0001');
    addRun(store, 'run-0002');
    store.runs.finish(report);
    const listed = store.runs.list();
    expect(listed.map(({ run }) => run)).toEqual(['run-0002', 'run-0001']);
    expect(listed[1]).not.toHaveProperty('equity');
  });

  it('turns what ran in a process that is gone into interrupted, and nothing else', () => {
    const store = makeStore();
    addRun(store, 'run-0001');
    addRun(store, 'run-0002');
    addRun(store, 'run-0003');
    store.runs.finish(report);
    store.runs.markState('run-0002', 'failed', { code: 'MODEL_DIVERGED', message: 'NaN' });
    expect(store.runs.markInterrupted(() => false)).toEqual(['run-0003']);
    expect(store.runs.list().map(({ state }) => state)).toEqual(['interrupted', 'failed', 'done']);
  });

  it('forgets the error when a run goes on', () => {
    const store = makeStore();
    addRun(store);
    store.runs.markState('run-0001', 'failed', { code: 'INTERNAL', message: 'x' });
    expect(store.runs.get('run-0001').error).toEqual({ code: 'INTERNAL', message: 'x' });
    store.runs.takeUp('run-0001');
    expect(store.runs.get('run-0001')).toMatchObject({ error: null, finishedAt: null });
  });

  it('removes a run with its folds', () => {
    const store = makeStore();
    addRun(store);
    store.runs.saveFold('run-0001', { symbol: 'a', index: 0, result: {}, weights: null });
    expect(store.runs.remove('run-0001')).toBe(true);
    expect(store.runs.remove('run-0001')).toBe(false);
    addRun(store);
    expect(store.runs.readFolds('run-0001')).toEqual([]);
  });

  it('refuses runs that do not exist, and reports that are not there yet', () => {
    const store = makeStore();
    const refused: unknown = expect.objectContaining({ code: 'INVALID_INPUT' });
    const fold = { symbol: 'a', index: 0, result: {}, weights: null };
    expect(() => store.runs.get('none')).toThrow(refused);
    expect(() => store.runs.markState('none', 'failed')).toThrow(refused);
    expect(() => store.runs.saveFold('none', fold)).toThrow(refused);
    expect(() => store.runs.finish({ ...report, run: 'none' })).toThrow(refused);
    addRun(store);
    expect(() => store.runs.readReport('run-0001')).toThrow(refused);
  });
});
