import { describe, expect, it } from 'vitest';
import { correlation, midRanks } from '#main/report/correlation.ts';
import type { ScoredPanel } from '#main/report/selectionInput.ts';
import { selectionQuality } from '#main/report/selectionQuality.ts';
import { createRandom } from '#main/lib/random.ts';
import { weekdays } from '#tests/fixtures/weekdays.ts';

function panelOf(rows: { scores: number[]; outcomes: number[] }[], from = 20240130): ScoredPanel {
  return {
    dates: weekdays(from, rows.length),
    symbols: rows[0].scores.map((_, i) => `60000${i}.SH`),
    values: Float64Array.from(rows.flatMap(({ scores }) => scores)),
    outcomes: Float64Array.from(rows.flatMap(({ outcomes }) => outcomes)),
  };
}

describe('correlation', () => {
  it('is what numpy.corrcoef gives', () => {
    expect(correlation([1, 2, 3, 4], [2, 1, 4, 3])).toBeCloseTo(0.6, 12);
    expect(correlation([1, 2, 4, 8], [1, 3, 2, 9])).toBeCloseTo(0.9212772, 6);
  });

  it('is unknown where one side does not vary', () => {
    expect(correlation([1, 1, 1], [1, 2, 3])).toBeNull();
    expect(correlation([1], [2])).toBeNull();
  });
});

describe('midRanks', () => {
  it('share the mean of their ranks among equals, as scipy.stats.rankdata', () => {
    expect([...midRanks([0, 2, 3, 2])]).toEqual([1, 2.5, 4, 2.5]);
  });
});

describe('selectionQuality', () => {
  const quality = selectionQuality(
    panelOf([
      { scores: [1, 2, 3, 4], outcomes: [2, 1, 4, 3] },
      { scores: [1, 2, 3, NaN], outcomes: [0.01, 0.02, 0.09, 0.5] },
      { scores: [4, 3, 2, 1], outcomes: [NaN, NaN, 1, 2] },
      { scores: [3, 2, 1, 0], outcomes: [1, 2, 3, 4] },
    ]),
  );

  it('correlates each day on the symbols with score and outcome, at least three', () => {
    expect(quality.count).toBe(13);
    const { daily } = quality;
    expect(daily.map(({ date }) => date)).toEqual([
      '2024-01-30',
      '2024-01-31',
      '2024-02-01',
      '2024-02-02',
    ]);
    expect(daily[0].ic).toBeCloseTo(0.6, 12);
    expect(daily[1].ic).toBeCloseTo(0.9176629, 6);
    expect(daily[1].rankIc).toBeCloseTo(1, 12);
    expect(daily[2]).toMatchObject({ ic: null, rankIc: null });
    expect(daily[3].ic).toBeCloseTo(-1, 12);
  });

  it('takes the mean over days and divides it by the deviation over days', () => {
    expect(quality.rankIc).toBeCloseTo((0.6 + 1 - 1) / 3, 12);
    // statistics.stdev([0.6, 1, -1]) = 1.0583005
    expect(quality.rankIcRatio).toBeCloseTo(0.2 / 1.0583005, 6);
    expect(quality.monthly.map(({ month }) => month)).toEqual(['2024-01', '2024-02']);
    expect(quality.monthly[0].rankIc).toBeCloseTo(0.8, 12);
    expect(quality.monthly[1].rankIc).toBeCloseTo(-1, 12);
  });

  it('has no groups on a handful of symbols', () => {
    expect(quality.deciles).toEqual([]);
  });

  it('states the errors of the standardised values alone', () => {
    const panel = panelOf([{ scores: [1, 2, 3], outcomes: [1, 2, 3] }]);
    const standardised = {
      predictions: Float64Array.of(1, 2, 9),
      labels: Float64Array.of(0, 4, NaN),
    };
    const { meanSquaredError, meanAbsoluteError } = selectionQuality({ ...panel, standardised });
    expect([meanSquaredError, meanAbsoluteError]).toEqual([2.5, 1.5]);
  });

  it('groups the outcomes by tenth of the scores, the worst first', () => {
    const random = createRandom(1);
    const rows = Array.from({ length: 30 }, () => {
      const scores = Array.from({ length: 50 }, () => random.next());
      return { scores, outcomes: scores.map((score) => score / 10) };
    });
    const { deciles } = selectionQuality(panelOf(rows));
    expect(deciles).toHaveLength(10);
    deciles.forEach((value, i) => expect(value).toBeCloseTo((i + 0.5) / 100, 1.9));
    expect(deciles).toEqual([...deciles].sort((a, b) => a - b));
  });

  it('makes fewer groups of fewer symbols', () => {
    const row = { scores: [...Array(12).keys()], outcomes: [...Array(12).keys()] };
    expect(selectionQuality(panelOf([row, row])).deciles).toEqual([1, 4, 7, 10]);
  });

  it('finds nothing in chance', () => {
    const random = createRandom(2);
    const rows = Array.from({ length: 100 }, () => ({
      scores: Array.from({ length: 60 }, () => random.normal()),
      outcomes: Array.from({ length: 60 }, () => random.normal()),
    }));
    const { rankIc, rankIcRatio } = selectionQuality(panelOf(rows));
    expect(Math.abs(rankIc!)).toBeLessThan(0.04);
    expect(Math.abs(rankIcRatio!)).toBeLessThan(0.3);
  });
});
