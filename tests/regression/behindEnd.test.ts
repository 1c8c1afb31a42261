import { expect, it } from 'vitest';
import { describeRanking } from '#main/cli/selectionOutput.ts';
import { rankRun } from '#main/jobs/selection/selectionRanking.ts';
import { makeSelectionDependencies, quickSelection } from '#tests/fixtures/selectionRun.ts';

it('tells an outcome behind the end of the run from one that was left out', () => {
  const { store } = makeSelectionDependencies();
  const symbols = ['600001.SH', '600002.SH'];
  const config = quickSelection('lstm-select', { universe: symbols, model: 'trees' });
  const backend = { name: 'cpu', version: '1', isNative: false, reason: null } as const;
  store.runs.create({
    ...{ run: 'ended', config, backend, dataVersion: '1', appVersion: '1', isSimulated: true },
  });
  store.scores.save('ended', 'trees', {
    dates: Int32Array.of(20191104, 20191105),
    symbols,
    scores: Float64Array.of(2, 1, 2, 1),
    outcomes: Float64Array.of(NaN, NaN, 0.05, NaN),
    predictions: new Float32Array(4),
  });
  const ranking = rankRun(store, { run: 'ended', date: '2019-11-04' });
  expect(ranking.rows.map(({ isBehindEnd }) => isBehindEnd)).toEqual([false, true]);
  const [first, second] = describeRanking(ranking, true).split('\n').slice(-2);
  expect(first).not.toContain('behind the end');
  expect(second).toContain('behind the end');
});
