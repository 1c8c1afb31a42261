import { describe, expect, it } from 'vitest';
import { lastCompleteDate } from '#main/download/tradingDay.ts';

describe('lastCompleteDate', () => {
  it.each([
    ['2026-01-05T15:29:59+08:00', 20260104],
    ['2026-01-05T15:30:00+08:00', 20260105],
    ['2026-01-05T00:00:00+08:00', 20260104],
    ['2026-01-05T23:59:59+08:00', 20260105],
    ['2026-03-01T01:00:00+08:00', 20260228],
    ['2025-12-31T20:00:00Z', 20251231],
  ])('at %s is %i, whatever the zone of this machine', (time, date) => {
    expect(lastCompleteDate(Date.parse(time))).toBe(date);
  });

  it.each([
    ['HK', '2026-01-05T16:59', 20260104],
    ['HK', '2026-01-05T17:00', 20260105],
    ['US', '2026-01-06T06:29', 20260104],
    ['US', '2026-01-06T06:30', 20260105],
  ] as const)('of %s at %s in Shanghai is %i', (market, local, expected) => {
    expect(lastCompleteDate(Date.parse(`${local}+08:00`), market)).toBe(expected);
  });
});
