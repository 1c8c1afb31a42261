import { describe, expect, it } from 'vitest';
import type { Store } from '#main/store/store.ts';
import { searchRequestSchema } from '#shared/searchContract.ts';
import type { TrialRecord } from '#shared/searchContract.ts';
import { failureOf } from '#tests/fixtures/failureOf.ts';
import { makeStore } from '#tests/fixtures/store.ts';

const ID = 'search-0001';
const input = {
  search: ID,
  request: searchRequestSchema.parse({
    config: { preset: 't-timing', symbols: ['600519.SH'], from: '2018-01-01', to: '2025-03-01' },
    space: { hidden: { kind: 'integer', low: 8, high: 64 } },
  }),
  plan: {
    span: { from: '2018-01-02', to: '2021-02-05' },
    folds: [{ symbol: '600519.SH', trainFrom: '2019-03-01', validTo: '2020-09-01' }],
  },
  dataVersion: 'abc',
  appVersion: '0.1.0',
  backend: { name: 'cpu' as const, version: '4.22.0', isNative: false, reason: 'none here' },
};
const trial = (number: number, more: Partial<TrialRecord> = {}): TrialRecord => ({
  trial: number,
  settings: { hidden: 8 + number },
  state: 'done',
  value: 0.1 + number / 3,
  losses: [[0.7000000000000001, 1 / 3], []],
  seconds: 1.5,
  ...more,
});

function withSearch(): Store['searches'] {
  const { searches } = makeStore();
  searches.create(input);
  return searches;
}

describe('searches', () => {
  it('start running, with all that is needed to resume', () => {
    expect(withSearch().get(ID)).toMatchObject({ ...input, state: 'running', finishedAt: null });
  });

  it('give back every trial as it was saved, by number', () => {
    const searches = withSearch();
    const trials = [
      trial(1),
      trial(2, { state: 'diverged', value: null, settings: { mode: 'slow' }, losses: [[]] }),
      trial(10, { state: 'pruned' }),
    ];
    for (const each of [...trials].reverse()) searches.saveTrial(ID, each);
    expect(searches.readTrials(ID)).toEqual(trials);
  });

  it('are taken up by one process only, and not when they are done', () => {
    const searches = withSearch();
    expect(failureOf(() => searches.takeUp(ID)).message).toContain('is running');
    searches.markState(ID, 'cancelled', { code: 'CANCELLED', message: 'cancelled' });
    expect(searches.get(ID).error).toEqual({ code: 'CANCELLED', message: 'cancelled' });
    searches.takeUp(ID);
    expect(searches.get(ID)).toMatchObject({ state: 'running', error: null, finishedAt: null });
    searches.markState(ID, 'done');
    expect(failureOf(() => searches.takeUp(ID)).message).toContain('is done');
  });

  it('are interrupted when their process is gone, and left alone while it lives', () => {
    const searches = withSearch();
    expect(searches.markInterrupted()).toEqual([]);
    expect(searches.markInterrupted(() => false)).toEqual([ID]);
    expect(searches.get(ID).state).toBe('interrupted');
  });

  it('go with their trials', () => {
    const searches = withSearch();
    searches.saveTrial(ID, trial(1));
    expect(searches.remove(ID)).toBe(true);
    expect(searches.readTrials(ID)).toEqual([]);
    expect(searches.remove(ID)).toBe(false);
  });

  it('that do not exist are refused by name', () => {
    const { searches } = makeStore();
    for (const call of [
      () => searches.get(ID),
      () => searches.saveTrial(ID, trial(1)),
      () => searches.takeUp(ID),
      () => searches.markState(ID, 'done'),
    ]) {
      expect(failureOf(call)).toMatchObject({ code: 'INVALID_INPUT', details: { search: ID } });
    }
  });
});
