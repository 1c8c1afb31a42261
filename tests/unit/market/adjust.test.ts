import { describe, expect, it } from 'vitest';
import { adjustBars } from '#main/market/adjust.ts';
import { exRightsOf } from '#main/market/exRights.ts';
import { makeSeries } from '#tests/fixtures/dailySeries.ts';

const series = makeSeries('600519.SH', [
  { close: 20, factor: 1, volume: 500 },
  { close: 10, factor: 2, volume: 600 },
  { close: 12, factor: 2, volume: 700 },
]);

describe('adjustBars', () => {
  it('scales backward from the first day and leaves volume alone', () => {
    const bars = adjustBars(series, 'backward');
    expect([...bars.close]).toEqual([20, 20, 24]);
    expect([...bars.volume]).toEqual([500, 600, 700]);
  });

  it('shows the raw price at the anchor of a forward adjustment', () => {
    expect([...adjustBars(series, 'forward').close]).toEqual([10, 10, 12]);
    expect([...adjustBars(series, 'forward', 0).close]).toEqual([20, 20, 24]);
  });

  it('gives raw prices without adjustment and leaves the input untouched', () => {
    const before = [...series.close];
    adjustBars(series, 'backward');
    expect(adjustBars(series, 'none').close).toBe(series.close);
    expect([...series.close]).toEqual(before);
  });
});

describe('exRightsOf', () => {
  it('takes a small step as cash', () => {
    const exRights = exRightsOf(1725.88, 1725.88 / 1704, 100)!;
    expect(exRights.bonus).toBe(0);
    expect(exRights.cash).toBeCloseTo(21.88, 9);
    expect(exRights.reference).toBe(1704);
  });

  it.each([
    [1.3, 0.3],
    [1.309909, 0.3],
    [1.1, 0.1],
    [2.003005, 1],
    [1.8118, 0.8],
  ])('takes a ratio of %d as a bonus of %d', (ratio, bonus) => {
    expect(exRightsOf(50, ratio)!.bonus).toBe(bonus);
  });

  it('conserves value whatever it takes the step for', () => {
    for (const ratio of [1.0001, 1.05, 1.0999, 1.1, 1.236422, 1.491261, 2.5, 0.5]) {
      const { bonus, cash } = exRightsOf(33.33, ratio)!;
      expect(((1 + bonus) * 33.33) / ratio + cash).toBeCloseTo(33.33, 9);
      expect(cash).toBeGreaterThanOrEqual(0);
    }
  });

  it('does nothing on an unchanged or slightly corrected factor', () => {
    expect(exRightsOf(10, 1)).toBeNull();
    expect(exRightsOf(10, 0.999)).toBeNull();
  });
});
