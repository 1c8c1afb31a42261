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
});
