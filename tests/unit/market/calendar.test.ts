import { describe, expect, it } from 'vitest';
import {
  isTradingDay,
  marketOf,
  sessionsBetween,
  sessionsFromBars,
} from '#main/market/calendar.ts';

const DAYS = Int32Array.of(20260105, 20260106, 20260109);

describe('calendar', () => {
  it('tells sessions from other days', () => {
    expect(isTradingDay(DAYS, 20260106)).toBe(true);
    expect(isTradingDay(DAYS, 20260107)).toBe(false);
    expect(isTradingDay(DAYS, 20260110)).toBe(false);
    expect([...sessionsBetween(DAYS, 20260106, 20260108)]).toEqual([20260106]);
    expect([...sessionsBetween(DAYS, 20260101, 20261231)]).toEqual([...DAYS]);
  });

  it('is told by most of the stored symbols where none was downloaded', () => {
    const spans = [1, 2, 3].map(() => ({ firstDate: 20260105, lastDate: 20260109 }));
    const counts = [
      [20260105, 3],
      [20260106, 1],
      [20260107, 2],
      [20260109, 3],
    ] as const;
    expect([...sessionsFromBars(counts, spans)]).toEqual([20260105, 20260107, 20260109]);
  });

  it('is one for the mainland and one for each market abroad', () => {
    expect(['600519.SH', '430047.BJ', '00700.HK', 'AAPL.US'].map(marketOf)).toEqual([
      'CN',
      'CN',
      'HK',
      'US',
    ]);
  });
});
