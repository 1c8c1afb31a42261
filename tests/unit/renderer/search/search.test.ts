import { describe, expect, it } from 'vitest';
import { bestSoFar, trialsOption, upperEnd } from '#renderer/charts/trialsOption.ts';
import { chartTheme } from '#renderer/charts/chartTheme.ts';
import { addable, parseValues, problemOf, rangeFor } from '#renderer/components/search/space.ts';
import { writeTried } from '#renderer/components/search/trialColumns.ts';
import { withTrial } from '#renderer/components/search/withTrial.ts';
import { createFormatter } from '#renderer/text/format.ts';
import { LIGHT } from '#renderer/theme/tokens.ts';
import { timingConfigSchema } from '#shared/run.ts';
import { runConfigSchema } from '#shared/runs.ts';
import type { TrialRecord } from '#shared/searchContract.ts';
import { defaultSpace, searchSpaceSchema } from '#shared/searchSpace.ts';

const trial = (number: number, value: number | null, state: TrialRecord['state'] = 'done') => ({
  trial: number,
  settings: { hidden: 32 + number },
  state,
  value,
  losses: [],
  seconds: 1,
});
const config = timingConfigSchema.parse({
  ...{ preset: 't-timing', symbols: ['600519.SH'], from: '2018-01-02', to: '2021-12-31' },
});
const labels = { trial: 'Trial', done: 'Done', pruned: 'Pruned', best: 'Best', describe: () => '' };

describe('the picture of trials', () => {
  it('draws the best so far from fully trained trials alone', () => {
    const trials = [trial(3, 0.5), trial(1, 0.7), trial(2, 0.1, 'pruned'), trial(4, 0.9)];
    expect(bestSoFar(trials)).toEqual([
      [1, 0.7],
      [3, 0.5],
      [4, 0.5],
    ]);
  });

  it('puts hopeless trials on the edge instead of flattening the others', () => {
    const values = [0.5, 0.51, 0.52, 0.53, 40];
    const end = upperEnd(values);
    expect(end).toBeLessThan(1);
    const option = trialsOption(
      values.map((value, index) => trial(index + 1, value)),
      5,
      chartTheme(LIGHT, false),
      labels,
    );
    expect(option.yAxis).toMatchObject({ max: end });
    expect(upperEnd([0.5, 0.51, 0.52, 0.53])).toBeNull();
  });

  it('leaves out trials without a value', () => {
    const theme = chartTheme(LIGHT, false);
    const option = trialsOption([trial(1, null, 'diverged'), trial(2, 0.4)], 3, theme, labels);
    expect(option.series).toMatchObject([{ data: [[2, 0.4]] }, { data: [] }, { data: [[2, 0.4]] }]);
  });
});

describe('the space of a search', () => {
  it('offers what the model has and the space does not', () => {
    const offers = addable(config, defaultSpace(config));
    expect(offers).toEqual(['smoteNeighbours']);
    expect(
      addable({ ...config, model: 'logistic' }, { learningRate: rangeFor('learningRate', config) }),
    ).toEqual(['batchSize', 'smoteNeighbours']);
  });

  it('offers ranges that a search may be started with', () => {
    for (const key of addable(config, {})) {
      const range = rangeFor(key, config);
      expect(problemOf(range), key).toBeNull();
      expect(searchSpaceSchema.safeParse({ [key]: range }).success, key).toBe(true);
    }
  });

  it('says what is wrong about a range', () => {
    expect(problemOf({ kind: 'real', low: 2, high: 1, isLog: false })).toBe('order');
    expect(problemOf({ kind: 'real', low: 0, high: 1, isLog: true })).toBe('log');
    expect(problemOf({ kind: 'integer', low: 1.5, high: 3, isLog: false })).toBe('whole');
    expect(problemOf({ kind: 'choice', values: [1, 1] })).toBe('values');
    expect(problemOf({ kind: 'choice', values: parseValues('1, 2，4') })).toBeNull();
  });
});

describe('a trial that is used', () => {
  it('makes a config that notes the search and its number of trials', () => {
    const used = withTrial({ config, search: 'search-2026-abcd', trialsDone: 12 }, trial(3, 0.5));
    expect(used.settings).toMatchObject({ hidden: 35, stopLoss: config.settings.stopLoss });
    expect(used.search).toEqual({ search: 'search-2026-abcd', trials: 12 });
    expect(runConfigSchema.parse(used)).toEqual(used);
  });

  it('is written with few digits', () => {
    const format = createFormatter('en');
    const write = (value: number | string) => writeTried(value, format);
    expect([write(0.00123456), write(0.25), write(128), write('adam')]).toEqual([
      '0.00123',
      '0.250',
      '128',
      'adam',
    ]);
  });
});
