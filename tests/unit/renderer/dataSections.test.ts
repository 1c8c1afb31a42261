import { describe, expect, it } from 'vitest';
import { filterFindings, countSeverities } from '#renderer/components/data/health/findingRows.ts';
import {
  filterInstruments,
  worstOf,
} from '#renderer/components/data/instruments/instrumentRows.ts';
import { stateOf, totalsOf, toWeeks } from '#renderer/components/data/minutes/coverage.ts';
import { minuteRows } from '#renderer/components/data/minutes/minuteRows.ts';
import { summarise } from '#renderer/components/data/overview.ts';
import { clockTime, secondsUntil } from '#renderer/components/data/sources/pause.ts';
import { moved, toggled } from '#renderer/components/data/sources/sourceOrder.ts';
import { isWholePath, beside, sizeText } from '#renderer/components/data/transfer/paths.ts';
import {
  changeOf,
  movedBy,
  readNumber,
  unrealised,
} from '#renderer/components/data/watchlist/watchlistRows.ts';
import type { Finding, InstrumentSummary, WatchlistEntry } from '#shared/dataContract.ts';

const instrument = (symbol: string, more: Partial<InstrumentSummary> = {}): InstrumentSummary => ({
  symbol,
  name: symbol,
  board: 'main',
  listDate: null,
  delistDate: null,
  isSimulated: false,
  barCount: 100,
  firstDate: '2020-01-02',
  lastDate: '2026-01-05',
  source: 'sina',
  updatedAt: null,
  findings: [],
  minutes: [],
  ...more,
});
const gap = { date: '2024-01-02', kind: 'gap', severity: 'warning', note: '' } as const;

describe('the list of instruments', () => {
  const all = [
    instrument('600519.SH', { name: '贵州茅台', findings: [gap] }),
    instrument('000001.SZ', { name: '平安银行' }),
    instrument('510300.SH', { name: '沪深300ETF', board: 'etf', barCount: 0, minutes: [5] }),
    instrument('300750.SZ', { name: '宁德时代', board: 'chinext', barCount: 0 }),
  ];
  const show = (filter: Partial<Parameters<typeof filterInstruments>[1]>) =>
    filterInstruments(all, {
      shown: 'all',
      board: 'any',
      text: '',
      found: new Set(),
      watched: new Set(),
      ...filter,
    }).map(({ symbol }) => symbol);

  it('is narrowed by what is stored, watched or odd', () => {
    expect(show({ shown: 'stored' })).toEqual(['600519.SH', '000001.SZ', '510300.SH']);
    expect(show({ shown: 'troubled' })).toEqual(['600519.SH']);
    expect(show({ shown: 'watched', watched: new Set(['000001.SZ']) })).toEqual(['000001.SZ']);
  });

  it('is searched by code, by name, and by what the engine found for the pinyin', () => {
    expect(show({ text: '6005' })).toEqual(['600519.SH']);
    expect(show({ text: '银行' })).toEqual(['000001.SZ']);
    expect(show({ text: 'ndsd', found: new Set(['300750.SZ']) })).toEqual(['300750.SZ']);
    expect(show({ text: '6005', board: 'etf' })).toEqual([]);
  });

  it('marks a symbol with the gravest of its findings', () => {
    expect(worstOf([{ severity: 'info' }, { severity: 'error' }, { severity: 'warning' }])).toBe(
      'error',
    );
    expect(worstOf([])).toBeNull();
  });
});

describe('the overview', () => {
  it('takes the newest day from real bars and counts who is behind it', () => {
    const sum = summarise([
      instrument('600519.SH'),
      instrument('000001.SZ', { lastDate: '2025-12-31', firstDate: '2019-01-02', minutes: [1] }),
      instrument('900001.SH', { lastDate: '2030-01-01', isSimulated: true }),
    ]);
    expect(sum).toEqual({
      stored: 3,
      bars: 300,
      withMinutes: 1,
      oldest: '2019-01-02',
      newest: '2026-01-05',
      behind: 1,
    });
  });

  it('shows the simulated market while there is nothing else', () => {
    const only = instrument('900001.SH', { lastDate: '2030-01-01', isSimulated: true });
    expect(summarise([only]).newest).toBe('2030-01-01');
    expect(summarise([]).newest).toBeNull();
  });
});

describe('the map of minutes', () => {
  const day = (date: string, bars: number, repaired = 0) => ({
    date,
    bars,
    expected: 48,
    repaired,
  });

  it('lays trading days out by week and weekday, and marks where a month begins', () => {
    const weeks = toWeeks([
      day('2026-01-29', 48),
      day('2026-01-30', 48),
      day('2026-02-02', 48),
      day('2026-02-24', 48),
    ]);
    expect(weeks.map(({ monday, month }) => [monday, month])).toEqual([
      ['2026-01-26', 1],
      ['2026-02-02', 2],
      ['2026-02-23', null],
    ]);
    expect(weeks[0]?.days.map((one) => one?.date ?? null)).toEqual([
      null,
      null,
      null,
      '2026-01-29',
      '2026-01-30',
    ]);
  });

  it('tells a whole day from a part of one and from a missed one', () => {
    expect([day('', 48), day('', 47), day('', 0)].map(stateOf)).toEqual([
      'complete',
      'partial',
      'missing',
    ]);
    expect(totalsOf([day('', 48, 2), day('', 47), day('', 0)])).toEqual({
      days: 3,
      complete: 1,
      partial: 1,
      missing: 1,
      bars: 95,
      repaired: 2,
    });
  });

  it('lists recorded symbols before watched ones whose minutes are to come', () => {
    const entry = { symbol: '300750.SZ', name: '', baseShares: 0, baseCost: 0, note: '' };
    const stored = [instrument('600519.SH', { minutes: [5] }), instrument('000001.SZ')];
    const rows = minuteRows(stored, [entry, { ...entry, symbol: '600519.SH' }]);
    expect(rows.map(({ symbol, minutes }) => [symbol, minutes])).toEqual([
      ['600519.SH', [5]],
      ['300750.SZ', []],
    ]);
  });
});

describe('the order of sources', () => {
  it('moves one and keeps the others as they are', () => {
    expect(moved(['eastmoney', 'tencent', 'sina'], 'sina', 0)).toEqual([
      'sina',
      'eastmoney',
      'tencent',
    ]);
    expect(moved(['eastmoney', 'tencent'], 'eastmoney', 9)).toEqual(['tencent', 'eastmoney']);
    expect(moved(['eastmoney'], 'sina', 0)).toEqual(['eastmoney']);
  });

  it('keeps at least one', () => {
    expect(toggled(['sina'], 'sina', false)).toEqual(['sina']);
    expect(toggled(['sina'], 'tencent', true)).toEqual(['sina', 'tencent']);
  });

  it('counts down to the next attempt at a limited one', () => {
    const now = Date.parse('2026-01-05T02:00:00Z');
    expect(secondsUntil('2026-01-05T02:01:30Z', now)).toBe(90);
    expect(secondsUntil('2026-01-05T01:00:00Z', now)).toBe(0);
    expect(secondsUntil(null, now)).toBe(0);
    expect(clockTime(null)).toBe('');
    expect(clockTime(new Date(2026, 0, 5, 9, 5).toISOString())).toBe('09:05');
  });
});

describe('findings', () => {
  const finding = (id: number, severity: Finding['severity'], kind: Finding['kind']): Finding => ({
    id,
    symbol: '600519.SH',
    date: '2024-01-02',
    kind,
    severity,
    note: '',
    source: null,
    foundAt: '',
    state: 'open',
  });
  const all = [finding(1, 'error', 'unit'), finding(2, 'info', 'gap'), finding(3, 'info', 'unit')];

  it('are narrowed by severity and kind, and counted by severity', () => {
    const ids = (severity: 'any' | 'info', kind: 'any' | 'unit') =>
      filterFindings(all, { severity, kind }).map(({ id }) => id);
    expect(ids('any', 'any')).toEqual([1, 2, 3]);
    expect(ids('info', 'unit')).toEqual([3]);
    expect(countSeverities(all)).toEqual({ error: 1, warning: 0, info: 2 });
  });
});

describe('the watchlist', () => {
  const entry = (symbol: string, more: Partial<WatchlistEntry> = {}): WatchlistEntry => ({
    symbol,
    name: symbol,
    baseShares: 0,
    baseCost: 0,
    note: '',
    ...more,
  });
  const quote = {
    symbol: 'a',
    name: '',
    price: 11,
    previousClose: 10,
    open: 10,
    high: 11,
    low: 10,
    volume: 1,
    amount: 1,
  };

  it('moves an entry up and down and stops at the ends', () => {
    const list = ['a', 'b', 'c'].map((symbol) => entry(symbol));
    const order = (index: number, by: number) =>
      movedBy(list, index, by).map(({ symbol }) => symbol);
    expect(order(0, 1)).toEqual(['b', 'a', 'c']);
    expect(order(2, -2)).toEqual(['c', 'a', 'b']);
    expect(order(0, -1)).toEqual(['a', 'b', 'c']);
    expect(order(2, 1)).toEqual(['a', 'b', 'c']);
  });

  it('tells change and gain only where price, cost and shares are known', () => {
    expect(changeOf(quote)).toBeCloseTo(0.1, 12);
    expect(changeOf({ ...quote, previousClose: null })).toBeNull();
    expect(unrealised(entry('a', { baseShares: 200, baseCost: 9.5 }), quote)).toBe(300);
    expect(unrealised(entry('a', { baseShares: 200 }), quote)).toBeNull();
    expect(unrealised(entry('a', { baseShares: 200, baseCost: 9.5 }), undefined)).toBeNull();
  });

  it('reads numbers as people type them and refuses what is none', () => {
    const shares = { most: 1e10, isWhole: true };
    expect(readNumber('1,200', shares)).toBe(1200);
    expect(readNumber('', shares)).toBe(0);
    for (const wrong of ['1.5', '-1', 'x', '1e11'])
      expect(readNumber(wrong, shares), wrong).toBeNull();
    expect(readNumber('12.345', { most: 1e6, isWhole: false })).toBe(12.345);
  });
});

describe('paths of the engine’s machine', () => {
  it('are whole on every system, or refused', () => {
    for (const path of ['/data/zuot.db', 'C:\\data\\zuot.db', 'd:/zuot.db', '\\\\nas\\zuot.db'])
      expect(isWholePath(path), path).toBe(true);
    for (const path of ['zuot.db', './zuot.db', '', 'C:zuot.db'])
      expect(isWholePath(path), path).toBe(false);
  });

  it('are suggested beside the database', () => {
    expect(beside('/data/zuot.db', 'export')).toBe('/data/export');
    expect(beside('C:\\data\\zuot.db', 'b.db')).toBe('C:\\data\\b.db');
  });

  it('hold files whose size is told in the unit that fits', () => {
    expect([0, 999, 1500, 184_320_000].map(sizeText)).toEqual([
      '0 B',
      '999 B',
      '1.5 kB',
      '184.3 MB',
    ]);
  });
});
