import { describe, expect, it } from 'vitest';
import { toPeriod } from '#main/market/period.ts';
import { makeSeries } from '#tests/fixtures/dailySeries.ts';

// Tuesday 2024-01-30 to Monday 2024-02-05.
const bars = makeSeries(
  '600519.SH',
  [
    { open: 10, close: 11, high: 12, low: 9, volume: 1 },
    { open: 11, close: 12, high: 13, low: 10, volume: 2 },
    { open: 12, close: 9, high: 12, low: 8, volume: 3 },
    { open: 9, close: 10, high: 11, low: 9, volume: 4 },
    { open: 10, close: 14, high: 15, low: 10, volume: 5 },
  ],
  20240130,
);

describe('toPeriod', () => {
  it('gathers weeks from Monday on, dated to their last trade date', () => {
    const weeks = toPeriod(bars, 'week');
    expect([...weeks.tradeDate]).toEqual([20240202, 20240205]);
    expect([...weeks.open]).toEqual([10, 10]);
    expect([...weeks.high]).toEqual([13, 15]);
    expect([...weeks.low]).toEqual([8, 10]);
    expect([...weeks.close]).toEqual([10, 14]);
    expect([...weeks.volume]).toEqual([10, 5]);
  });

  it('gathers calendar months and keeps the unfinished one', () => {
    const months = toPeriod(bars, 'month');
    expect([...months.tradeDate]).toEqual([20240131, 20240205]);
    expect([...months.close]).toEqual([12, 14]);
  });

  it('keeps a week together over a new year', () => {
    const turn = makeSeries('600519.SH', [{ close: 1 }, { close: 2 }, { close: 3 }], 20241230);
    expect([...toPeriod(turn, 'week').tradeDate]).toEqual([20250101]);
    expect([...toPeriod(turn, 'month').tradeDate]).toEqual([20241231, 20250101]);
  });

  it('gives days back as they are and nothing from nothing', () => {
    expect(toPeriod(bars, 'day')).toBe(bars);
    expect(toPeriod(makeSeries('600519.SH', []), 'week').tradeDate).toHaveLength(0);
  });
});
