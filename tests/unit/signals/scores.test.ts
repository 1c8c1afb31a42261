import { describe, expect, it } from 'vitest';
import { rankRow } from '#main/signals/ranking.ts';
import { randomScores } from '#main/signals/randomScores.ts';
import { markEligible } from '#main/signals/scores.ts';
import type { Scores } from '#main/signals/scores.ts';
import { makeSeries } from '#tests/fixtures/dailySeries.ts';
import { drawScores } from '#tests/fixtures/randomScores.ts';
import { weekdays } from '#tests/fixtures/weekdays.ts';

describe('the ranking of a date', () => {
  const scores = {
    dates: Int32Array.of(20240102, 20240103),
    symbols: ['600001.SH', '600002.SH', '600003.SH', '600004.SH'],
    values: Float64Array.of(1, 2, NaN, 1, -5, NaN, 0, 7),
  };

  it('puts the best first, leaves out what has no score, and keeps ties in the order of columns', () => {
    expect(rankRow(scores, 0)).toEqual([1, 0, 3]);
    expect(rankRow(scores, 1)).toEqual([3, 2, 0]);
  });
});

describe('what may be bought', () => {
  const series = [
    makeSeries('600001.SH', [
      { close: 1 },
      { close: 1 },
      { close: 1, isSt: true },
      { close: 1 },
      { close: 1 },
    ]),
    makeSeries('600002.SH', [{ close: 1 }, { close: 1 }], 20240105),
  ];
  const dates = series[0].tradeDate.slice(1);
  const scores: Scores = {
    dates,
    symbols: ['600001.SH', '600002.SH', '600003.SH'],
    values: new Float64Array(12).fill(1),
  };
  const rowsOf = ({ mayBuy }: Scores): number[][] =>
    [0, 1, 2, 3].map((row) => [...mayBuy!.slice(row * 3, row * 3 + 3)]);

  it('leaves out ST, the first bars of a listing, days without a bar, and unknown symbols', () => {
    const marked = markEligible(scores, series, { allowSt: false, minListedBars: 2 });
    expect(rowsOf(marked)).toEqual([
      [1, 0, 0],
      [0, 0, 0],
      [1, 0, 0],
      [1, 1, 0],
    ]);
  });

  it('allows ST where the setting does', () => {
    const marked = markEligible(scores, series, { allowSt: true, minListedBars: 0 });
    expect(rowsOf(marked)).toEqual([
      [1, 0, 0],
      [1, 0, 0],
      [1, 1, 0],
      [1, 1, 0],
    ]);
  });

  it('narrows what was allowed before and never widens it', () => {
    const mayBuy = new Uint8Array(12).fill(1);
    mayBuy[0] = 0;
    const marked = markEligible({ ...scores, mayBuy }, series, { allowSt: true, minListedBars: 0 });
    expect(rowsOf(marked)[0]).toEqual([0, 0, 0]);
  });
});

describe('chance in the place of scores', () => {
  const symbols = Array.from({ length: 30 }, (_, i) => `6000${10 + i}.SH`);
  const scores = drawScores(weekdays(20240102, 40), symbols, 3);
  const settings = { holdCount: 6, holdDays: 1 };
  const topOf = (of: Scores, row: number): Set<number> => new Set(rankRow(of, row).slice(0, 6));
  const changes = (of: Scores): number[] =>
    Array.from(
      { length: 39 },
      (_, row) => [...topOf(of, row + 1)].filter((c) => !topOf(of, row).has(c)).length,
    );

  it.each(['lstm-select', 'lstm-top30'] as const)(
    'has scores where the %s run has, and no others',
    (preset) => {
      const drawn = randomScores(preset, settings, scores, 1);
      expect([...drawn.values].map(Number.isNaN)).toEqual([...scores.values].map(Number.isNaN));
      expect(randomScores(preset, settings, scores, 1)).toEqual(drawn);
      expect(randomScores(preset, settings, scores, 2)).not.toEqual(drawn);
    },
  );

  it('replaces as many of the best each day as the scores it stands beside', () => {
    const steady = {
      ...scores,
      values: scores.values.map(
        (_, at) => (at % 30) + (Math.floor(at / 30) >= 20 ? -2 * (at % 2) * 9 : 0),
      ),
    };
    expect(changes(randomScores('lstm-top30', settings, steady, 1))).toEqual(changes(steady));
    expect(changes(steady).some((count) => count > 0)).toBe(true);
  });

  it('does not choose what the scores would', () => {
    const drawn = randomScores('lstm-top30', settings, scores, 1);
    const shared = Array.from(
      { length: 40 },
      (_, row) => [...topOf(drawn, row)].filter((column) => topOf(scores, row).has(column)).length,
    );
    expect(shared.reduce((a, b) => a + b, 0)).toBeLessThan(100);
  });
});
