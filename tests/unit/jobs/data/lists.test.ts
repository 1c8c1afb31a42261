import { describe, expect, it } from 'vitest';
import { getDownload, listDownloads, removeDownload } from '#main/jobs/data/downloads.ts';
import { minuteCoverage } from '#main/jobs/data/minuteCoverage.ts';
import { isSessionOpen } from '#main/jobs/data/sessionClock.ts';
import { getSpot, refreshSpot } from '#main/jobs/data/spot.ts';
import { getCalendar, updateCalendar } from '#main/jobs/data/updateCalendar.ts';
import { updateInstruments } from '#main/jobs/data/updateInstruments.ts';
import { setWatchlist } from '#main/jobs/data/watchlist.ts';
import type { ValueRatioColumns } from '#main/download/source.ts';
import { boardOf } from '#main/market/symbol.ts';
import { AppError } from '#shared/errors.ts';
import { makeContext } from '#tests/fixtures/context.ts';
import { failureOf, rejectionOf } from '#tests/fixtures/failureOf.ts';
import { makeMinutes } from '#tests/fixtures/minutes.ts';
import { makeScriptedDownloads } from '#tests/fixtures/scriptedDesk.ts';
import { makeStore } from '#tests/fixtures/store.ts';
import { weekdays } from '#tests/fixtures/weekdays.ts';

const MONDAY = Date.UTC(2026, 0, 5, 2);
const entry = (symbol: string) => ({ symbol, baseShares: 0, baseCost: 0, note: '' });
const limited = () => Promise.reject(new AppError('SOURCE_RATE_LIMITED', 'paused'));

describe('the lists', () => {
  const listed = (symbol: string, name: string) => ({
    symbol,
    name,
    board: 'main' as const,
    listDate: null,
    isSt: name.includes('ST'),
  });

  it('are stored part by part, and one part that fails does not stop the others', async () => {
    const { dependencies, store } = makeScriptedDownloads({
      eastmoney: {
        readInstruments: (group) =>
          Promise.resolve(
            group === 'shares'
              ? [listed('600519.SH', '贵州茅台'), listed('600001.SH', '*ST 邯钢')]
              : [],
          ),
        readSectors: limited,
        readSectorMembers: limited,
      },
      sina: { readMembers: () => Promise.resolve(['600519.SH']) },
    });
    const parts = ['list', 'members', 'sectors', 'st'] as const;
    const outcome = await updateInstruments(dependencies, { parts: [...parts] }, makeContext());
    expect(outcome).toMatchObject([
      { part: 'list', count: 2, error: null },
      { part: 'members', count: 1, error: null },
      { part: 'sectors', count: 0, error: { code: 'SOURCE_RATE_LIMITED' } },
      { part: 'st', count: 1, error: null },
    ]);
    expect(store.instruments.search('gzmt', 5)).toMatchObject([{ symbol: '600519.SH' }]);
    expect(store.instruments.isSt('600001.SH')).toBe(true);
    expect(store.members.indexMembers('000300.SH').symbols).toEqual(['600519.SH']);
    expect(store.members.sectors('industry').snapshotDate).toBeNull();
  });
});

describe('value ratios', () => {
  it('are stored share by share; one that has none is passed over, a limit ends it', async () => {
    const ratios = (pe: number) => {
      const one = Float64Array.of(pe);
      const names = ['close', 'marketCap', 'floatCap', 'totalShares', 'floatShares'] as const;
      const others = Object.fromEntries(names.map((name) => [name, one]));
      const values = { peTtm: one, pe: Float64Array.of(99), pb: one, pcf: one, ps: one };
      return { tradeDate: Int32Array.of(20260105), ...others, ...values };
    };
    const none = new AppError('SOURCE_BAD_DATA', 'no rows', { isEmpty: true, isAnswered: true });
    let isLimited = false;
    const { dependencies, store } = makeScriptedDownloads({
      eastmoney: {
        readValueRatios: (symbol) => {
          if (isLimited) return limited();
          if (symbol === '000001.SZ') return Promise.reject(none);
          return Promise.resolve(ratios(20) as ValueRatioColumns);
        },
      },
    });
    for (const symbol of ['600519.SH', '000001.SZ', '000300.SH']) {
      const unknown = { name: '', listDate: null, delistDate: null, isSimulated: false };
      store.instruments.save({ symbol, board: boardOf(symbol), ...unknown });
    }
    const ask = () => updateInstruments(dependencies, { parts: ['ratios'] }, makeContext());
    expect(await ask()).toEqual([{ part: 'ratios', count: 1, error: null }]);
    expect([...store.ratios.read('600519.SH').pe]).toEqual([20]);
    expect(store.ratios.read('000001.SZ').tradeDate).toHaveLength(0);
    isLimited = true;
    expect(await ask()).toMatchObject([{ count: 0, error: { code: 'SOURCE_RATE_LIMITED' } }]);
    expect([...store.ratios.read('600519.SH').pb]).toEqual([20]);
  });
});

describe('the calendar', () => {
  it('is stored and read by span; a short one is refused', async () => {
    const days = weekdays(20200102, 1500);
    const { dependencies, store } = makeScriptedDownloads({
      eastmoney: { readCalendar: () => Promise.resolve(days.subarray(0, 9)) },
      sina: { readCalendar: () => Promise.resolve(days) },
    });
    expect(await updateCalendar(dependencies, {}, makeContext())).toMatchObject({ days: 1500 });
    expect(getCalendar(store, { from: '2020-01-04', to: '2020-01-07' })).toMatchObject({
      dates: ['2020-01-06', '2020-01-07'],
      source: 'sina',
    });
    const short = makeScriptedDownloads({
      sina: { readCalendar: () => Promise.resolve(days.subarray(0, 9)) },
    });
    const error = await rejectionOf(updateCalendar(short.dependencies, {}, makeContext()));
    expect(error.code).toBe('SOURCE_BAD_DATA');
  });
});

describe('a session', () => {
  const at = (hour: number, minute: number): number => Date.UTC(2026, 0, 5, hour - 8, minute);

  it.each([
    [9, 14, false],
    [9, 15, true],
    [11, 29, true],
    [12, 0, false],
    [13, 0, true],
    [15, 0, false],
  ])('at %i:%i is open: %s', (hour, minute, isOpen) => {
    expect(isSessionOpen(makeStore(), at(hour, minute))).toBe(isOpen);
  });

  it('is not open on a holiday of the calendar', () => {
    const store = makeStore();
    store.calendar.save('CN', Int32Array.of(20260102, 20260106), 'sina');
    expect(isSessionOpen(store, at(10, 0))).toBe(false);
  });
});

describe('prices', () => {
  it('of the watchlist are asked, stored with their age and told to the windows', async () => {
    const { dependencies, store, events } = makeScriptedDownloads(
      {
        eastmoney: { readSpot: limited },
        tencent: {
          readSpot: ([symbol]) =>
            Promise.resolve([
              {
                ...{ symbol, name: 'x', price: 10.5, prevClose: 10, open: 10.1 },
                ...{ high: 10.6, low: 10, volume: 100, amount: 1050, time: 202601051000 },
              },
            ]),
        },
      },
      { now: () => MONDAY },
    );
    setWatchlist(store, { entries: [entry('600519.SH'), entry('000001.SZ'), entry('600519.SH')] });
    expect(getSpot(store, MONDAY)).toMatchObject({ source: null, receivedAt: null });
    const snapshot = await refreshSpot(dependencies, makeContext());
    expect(snapshot).toMatchObject({
      quotes: [
        { symbol: '600519.SH', price: 10.5, previousClose: 10 },
        { symbol: '000001.SZ', price: null },
      ],
      source: 'tencent',
      receivedAt: new Date(MONDAY).toISOString(),
      isSession: true,
    });
    expect(events).toContainEqual({ type: 'event', name: 'spot.changed', payload: {} });
  });

  it('of an empty watchlist are asked of nobody', async () => {
    const { dependencies } = makeScriptedDownloads({ tencent: { readSpot: limited } });
    expect((await refreshSpot(dependencies, makeContext())).quotes).toEqual([]);
  });
});

describe('the coverage of minutes', () => {
  it('holds every trading day from the first recorded one on, missed ones with no bars', () => {
    const store = makeStore();
    store.calendar.save('CN', Int32Array.of(20260105, 20260106, 20260107, 20260108), 'sina');
    const bars = makeMinutes([20260105, 20260107]);
    store.minutes.save({ symbol: '600519.SH', period: 5, bars, source: 'sina' });
    const now = Date.UTC(2026, 0, 8, 2);
    const { days } = minuteCoverage(store, { symbol: '600519.SH', period: 5 }, now);
    expect(days.map(({ date, bars: count, expected }) => [date, count, expected])).toEqual([
      ['2026-01-05', 48, 48],
      ['2026-01-06', 0, 48],
      ['2026-01-07', 48, 48],
    ]);
    expect(minuteCoverage(store, { symbol: '000001.SZ', period: 5 }, now).days).toEqual([]);
  });
});

describe('stored downloads', () => {
  it('are listed with the sources that they ask, and shown symbol by symbol', () => {
    const store = makeStore();
    const request = { symbols: ['600519.SH'], sources: ['sina'] };
    store.downloads.create({
      id: 'daily-0a1b2c3d',
      kind: 'daily',
      request,
      symbols: ['600519.SH'],
    });
    expect(listDownloads(store)).toMatchObject([{ state: 'running', sources: ['sina'], total: 1 }]);
    expect(getDownload(store, { download: 'daily-0a1b2c3d' }).symbols).toMatchObject([
      { symbol: '600519.SH', state: 'waiting', added: 0 },
    ]);
  });

  it('are forgotten only when they do not run', () => {
    const store = makeStore();
    const id = 'daily-0a1b2c3d';
    store.downloads.create({ id, kind: 'daily', request: {}, symbols: ['600519.SH'] });
    expect(failureOf(() => removeDownload(store, { download: id })).code).toBe('INVALID_INPUT');
    store.downloads.markState(id, 'cancelled');
    expect(removeDownload(store, { download: id })).toEqual({ removed: true });
    expect(removeDownload(store, { download: id })).toEqual({ removed: false });
  });
});
