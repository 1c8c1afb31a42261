import { describe, expect, it } from 'vitest';
import { describeSearch, describeSearches } from '#main/cli/searchOutput.ts';
import { timingConfigSchema } from '#shared/run.ts';
import type { SearchRecord, TrialRecord } from '#shared/searchContract.ts';
import { selectionConfigSchema } from '#shared/selection.ts';

const trial = (number: number, more: Partial<TrialRecord>): TrialRecord => ({
  trial: number,
  settings: { hidden: 32 * number, learningRate: 0.00012345678 },
  state: 'done',
  value: 0.7,
  losses: [[0.7], [0.8, 0.7]],
  seconds: 1,
  ...more,
});
const trials = [
  trial(1, {}),
  trial(2, { value: 0.65 }),
  trial(3, { state: 'pruned', value: 0.9 }),
  trial(4, { state: 'diverged', value: null }),
];
const record: SearchRecord = {
  search: 'search-0a1b2c3d',
  state: 'done',
  createdAt: '2026-01-05T00:00:00Z',
  finishedAt: null,
  config: timingConfigSchema.parse({
    ...{ preset: 't-timing', symbols: ['600519.SH'], from: '2018-01-01', to: '2025-03-01' },
    settings: { patience: 3, stopLoss: 0.07 },
  }),
  ...{ method: 'tpe', seed: 42, epochs: 20, trialsDone: 4, trialsTotal: 4, parallel: 4 },
  best: { trial: 2, settings: { hidden: 64, learningRate: 0.0001 }, value: 0.65 },
  error: null,
  space: {
    hidden: { kind: 'integer', low: 32, high: 256, isLog: true },
    learningRate: { kind: 'real', low: 1e-4, high: 1e-2, isLog: true },
  },
  span: { from: '2018-01-02', to: '2021-02-05' },
  folds: [{ symbol: '600519.SH', trainFrom: '2019-03-01', validTo: '2020-09-01' }],
  dataVersion: 'abc',
  backend: { name: 'cpu', version: '4.22.0', isNative: false, reason: 'none here' },
  trials,
  importance: [{ setting: 'learningRate', share: 0.784 }],
};

describe('a search on the command line', () => {
  const lines = describeSearch(record).split('\n');

  it('shows one line a trial and a star at the best one', () => {
    const row = (number: number): string[] =>
      lines.find((line) => line.startsWith(`${number}  `))!.split(/\s+/);
    expect(row(2)).toEqual(['2', '64', '0.0001235', 'done', '3', '0.65000', '*']);
    expect(row(3).slice(3, 6)).toEqual(['pruned', '3', '0.90000']);
    expect(row(4).slice(3, 6)).toEqual(['diverged', '3', '–']);
  });

  it('says what mattered', () => {
    expect(lines).toContain('variance of the values explained by: learningRate 78%');
  });

  it('ends with the command that runs the best settings beside those that were typed', () => {
    expect(lines.at(-1)).toBe(
      'npm run zuot -- run t-timing --symbols 600519.SH --from 2018-01-01 --to 2025-03-01 --model bilstm --seed 0 --set patience=3 --set stopLoss=0.07 --search search-0a1b2c3d',
    );
  });

  it('leaves out what was typed where the search has tried that setting', () => {
    const config = { ...record.config, settings: { ...record.config.settings, hidden: 16 } };
    const text = describeSearch({ ...record, config: timingConfigSchema.parse(config) });
    expect(text).not.toContain('--set hidden');
    expect(text).toContain('--set stopLoss=0.07');
  });

  it('names universe and split of a selection', () => {
    const config = selectionConfigSchema.parse({
      ...{ preset: 'lstm-select', universe: 'csi300' },
      ...{ from: '2020-01-01', split: '2021-01-01', to: '2021-12-31' },
    });
    expect(
      describeSearch({ ...record, config })
        .split('\n')
        .at(-1),
    ).toMatch(
      / run lstm-select --universe csi300 --from 2020-01-01 --split 2021-01-01 --to 2021-12-31 --model lstm --seed 0 --search /,
    );
  });

  it('gives no advice while no trial was trained to the end', () => {
    const text = describeSearch({ ...record, best: null, trials: [] });
    expect(text).toContain('no trial was trained to the end yet');
    expect(text).not.toContain('--set');
  });

  it('lists searches, one a line', () => {
    expect(describeSearches([record]).split('\n')).toHaveLength(2);
    expect(describeSearches([])).toBe('no searches yet');
  });
});
