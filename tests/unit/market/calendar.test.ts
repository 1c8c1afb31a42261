import { describe, expect, it } from 'vitest';
import {
  isTradingDay,
  marketOf,
  sessionsBetween,
  sessionsFromBars,
} from '#main/market/calendar.ts';
import { compareWithDaily } from '#main/market/inspectMinutes.ts';
import { initialsOf } from '#main/market/initials.ts';
import { makeSeries } from '#tests/fixtures/dailySeries.ts';
import { makeMinutes } from '#tests/fixtures/minutes.ts';

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

describe('initialsOf', () => {
  it.each([
    ['贵州茅台', 'gzmt'],
    ['平安银行', 'payh'],
    ['*ST海航', 'sthh'],
    ['Ａ股', 'ag'],
    ['长江电力', 'cjdl'],
    ['重庆啤酒', 'cqpj'],
    ['厦门钨业', 'xmwy'],
    ['泸州老窖', 'lzlj'],
    ['鑫铂股份', 'xbgf'],
    ['龙芯中科', 'lxzk'],
    ['绿的谐波', 'ldxb'],
    ['TCL科技', 'tclkj'],
    ['', ''],
  ])('of %s are %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});

describe('compareWithDaily', () => {
  const minutes = makeMinutes([20260105, 20260106]);
  const day = (tradeDate: number, d: number, more = {}) => {
    const part = minutes.volume.subarray(d * 48, (d + 1) * 48);
    const low = minutes.low[d * 48];
    const high = minutes.high[d * 48 + 47];
    return { tradeDate, close: low, low, high, volume: part.reduce((a, b) => a + b, 0), ...more };
  };
  const compare = (...days: ReturnType<typeof day>[]) =>
    compareWithDaily(minutes, 5, makeSeries('600519.SH', days)).map(({ tradeDate, note }) => [
      tradeDate,
      note,
    ]);

  it('finds nothing where minutes add up to their day, or the day is not stored', () => {
    expect(compare(day(20260105, 0), day(20260106, 1))).toEqual([]);
    expect(compare(day(20260105, 0))).toEqual([]);
  });

  it('finds another volume and another range', () => {
    const found = compare(day(20260105, 0, { volume: 5e6 }), day(20260106, 1, { high: 20 }));
    expect(found).toMatchObject([
      [20260105, expect.stringMatching(/volume .* the day says 5000000/)],
      [20260106, expect.stringMatching(/high .* the day says 20/)],
    ]);
  });
});
