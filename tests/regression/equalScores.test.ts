import { describe, expect, it } from 'vitest';
import { tieNotes } from '#main/jobs/selection/entryNotes.ts';
import { rankRun, readScoreHistory } from '#main/jobs/selection/selectionRanking.ts';
import type { Scores } from '#main/signals/scores.ts';
import { explainNote } from '#shared/notes.ts';
import { makeSelectionDependencies, quickSelection } from '#tests/fixtures/selectionRun.ts';

const DATE = 20191104;

function scoresOf(rows: number[][]): Scores {
  return {
    dates: Int32Array.from(rows, (_, row) => DATE + row),
    symbols: rows[0].map((_, i) => `60000${i}.SH`),
    values: Float64Array.from(rows.flat()),
  };
}

describe('equal scores', () => {
  it('share the middle of their places in a ranking', () => {
    const { store } = makeSelectionDependencies();
    const symbols = store.bars.stats().map(({ symbol }) => symbol);
    const five = symbols.filter((symbol) => !symbol.startsWith('000300')).slice(0, 5);
    const config = quickSelection('lstm-select', { universe: five, model: 'trees' });
    const backend = { name: 'cpu', version: '1', isNative: false, reason: null } as const;
    store.runs.create({
      ...{ run: 'tied', config, backend },
      ...{ dataVersion: '1', appVersion: '1', isSimulated: true },
    });
    store.scores.save('tied', 'trees', {
      dates: Int32Array.of(DATE),
      symbols: five,
      scores: Float64Array.of(1, 3, 1, 1, 0),
      outcomes: new Float64Array(5).fill(NaN),
      predictions: new Float32Array(5),
    });
    const { rows } = rankRun(store, { run: 'tied' });
    expect(rows.map(({ rank }) => rank)).toEqual([1, 3, 3, 3, 5]);
    expect(rows.map(({ percentile }) => percentile)).toEqual([1, 0.5, 0.5, 0.5, 0]);
    expect(rows.map(({ isBehindEnd }) => isBehindEnd)).toEqual([true, true, true, true, true]);
    expect(readScoreHistory(store, { run: 'tied', symbol: five[2] }).rank).toEqual([3]);
  });

  it('are noted where they decide the last place on more than 5% of the days', () => {
    const [clear, tied] = [
      [3, 2, 1],
      [3, 1, 1],
    ];
    const [note] = tieNotes(scoresOf([clear, tied, clear]), { holdCount: 2 });
    expect(note).toContain('on 1 of 3 days the last place was decided by the code');
    expect(explainNote(note, 'zh-CN')).toContain('3 天里有 1 天');
    expect(tieNotes(scoresOf([clear, tied]), { holdCount: 1 })).toEqual([]);
    expect(tieNotes(scoresOf([tied, tied]), { holdCount: 3 })).toEqual([]);
    const rare = [tied, ...new Array<number[]>(19).fill(clear)];
    expect(tieNotes(scoresOf(rare), { holdCount: 2 })).toEqual([]);
  });
});
