import { describe, expect, it } from 'vitest';
import {
  fromDayNumber,
  fromIsoDate,
  isTradeDate,
  toDayNumber,
  toIsoDate,
} from '#main/lib/dates.ts';

describe('dates', () => {
  it('turns integers into ISO dates and back', () => {
    expect(toIsoDate(20260105)).toBe('2026-01-05');
    expect(fromIsoDate('2026-01-05')).toBe(20260105);
    expect(fromIsoDate('2026-01-05T15:00:00')).toBe(20260105);
  });

  it('refuses text that is no ISO date', () => {
    expect(() => fromIsoDate('05/01/2026')).toThrow('not an ISO date');
  });

  it.each([20240229, 19901219, 20251231])('accepts the real day %i', (date) => {
    expect(isTradeDate(date)).toBe(true);
  });

  it.each([20230229, 20241301, 20240100, 20240431, 2024, 20240101.5, 19791231, NaN])(
    'rejects %f',
    (date) => {
      expect(isTradeDate(date)).toBe(false);
    },
  );

  it('counts days over month, year and leap-day borders', () => {
    expect(toDayNumber(19700101)).toBe(0);
    expect(toDayNumber(20240301) - toDayNumber(20240228)).toBe(2);
    for (let day = 0; day < 30_000; day += 97) expect(toDayNumber(fromDayNumber(day))).toBe(day);
  });
});
