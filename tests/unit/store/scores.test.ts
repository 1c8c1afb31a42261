import { describe, expect, test } from 'vitest';
import type { Store } from '#main/store/store.ts';
import type { StoredScores } from '#main/store/scores.ts';
import { failureOf } from '#tests/fixtures/failureOf.ts';
import { quickSelection } from '#tests/fixtures/selectionRun.ts';
import { makeStore } from '#tests/fixtures/store.ts';

const SCORES: StoredScores = {
  dates: Int32Array.of(20200102, 20200103),
  symbols: ['600000.SH', '600001.SH'],
  scores: Float64Array.of(0.1, NaN, -1 / 3, 2),
  outcomes: Float64Array.of(NaN, 0.5, 0.25, NaN),
  predictions: Float32Array.of(0.5, -0.25, 3),
};

function makeRun(): Store {
  const store = makeStore();
  store.runs.create({
    run: 'run-0001',
    config: quickSelection(),
    ...{ dataVersion: 'd', appVersion: '0.0.0', isSimulated: true },
    backend: { name: 'cpu', version: '1', isNative: false, reason: null },
  });
  return store;
}

describe('scores of a run', () => {
  test('come back bit for bit, by model', () => {
    const store = makeRun();
    store.scores.save('run-0001', 'lstm', SCORES);
    store.scores.save('run-0001', 'ridge', { ...SCORES, scores: Float64Array.of(1, 2, 3, 4) });
    expect(store.scores.read('run-0001', 'lstm')).toEqual(SCORES);
    expect(store.scores.read('run-0001', 'ridge')?.scores[3]).toBe(4);
    expect(store.scores.read('run-0001', 'cnn')).toBeNull();
  });

  test('keep what is known of their doubts', () => {
    const store = makeRun();
    const doubts = {
      lowers: Float64Array.of(0.1, NaN, -1 / 3, 1),
      ...{ spreads: null, distances: Float64Array.of(0, NaN, 0.5, 1) },
    };
    store.scores.save('run-0001', 'lstm', { ...SCORES, doubts });
    expect(store.scores.read('run-0001', 'lstm')).toEqual({ ...SCORES, doubts });
    store.scores.save('run-0001', 'lstm', SCORES);
    expect(store.scores.read('run-0001', 'lstm')).toEqual(SCORES);
  });

  test('are replaced when they are saved again', () => {
    const store = makeRun();
    store.scores.save('run-0001', 'lstm', { ...SCORES, predictions: new Float32Array(1) });
    store.scores.save('run-0001', 'lstm', SCORES);
    expect(store.scores.read('run-0001', 'lstm')).toEqual(SCORES);
  });

  test('go with their run, and belong to one', () => {
    const store = makeRun();
    store.scores.save('run-0001', 'lstm', SCORES);
    store.runs.remove('run-0001');
    expect(store.scores.read('run-0001', 'lstm')).toBeNull();
    expect(failureOf(() => store.scores.save('run-0001', 'lstm', SCORES)).code).toBe(
      'INVALID_INPUT',
    );
  });
});
