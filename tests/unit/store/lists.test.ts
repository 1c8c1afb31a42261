import { describe, expect, it } from 'vitest';
import type { Spot } from '#main/store/spots.ts';
import { makeInstrument } from '#tests/fixtures/bars.ts';
import { makeStore } from '#tests/fixtures/store.ts';

const named = (symbol: string, name: string) => ({ ...makeInstrument(symbol), name });

describe('instruments.search', () => {
  const makeSearchable = () => {
    const { instruments } = makeStore();
    instruments.saveAll([
      named('600519.SH', '贵州茅台'),
      named('000001.SZ', '平安银行'),
      named('601318.SH', '中国平安'),
      named('600132.SH', '重庆啤酒'),
    ]);
    return instruments;
  };

  it.each([
    ['600519', '600519.SH'],
    ['sh600519', '600519.SH'],
    ['600519.sh', '600519.SH'],
    ['gzmt', '600519.SH'],
    ['ＧＺＭＴ', '600519.SH'],
    ['茅台', '600519.SH'],
    ['贵州', '600519.SH'],
    ['payh', '000001.SZ'],
    ['zgpa', '601318.SH'],
    ['cqpj', '600132.SH'],
    ['601', '601318.SH'],
  ])('finds by %s first %s', (text, symbol) => {
    expect(makeSearchable().search(text, 5)[0]?.symbol).toBe(symbol);
  });

  it('puts what begins so before what merely holds it', () => {
    const instruments = makeSearchable();
    const found = (text: string) => instruments.search(text, 5).map(({ symbol }) => symbol);
    expect(found('pa')).toEqual(['000001.SZ', '601318.SH']);
    expect(found('平安')).toEqual(['000001.SZ', '601318.SH']);
  });

  it('finds nothing by nothing, and takes no wildcard', () => {
    const instruments = makeSearchable();
    for (const text of [' ', '%', '_', 'xyz']) expect(instruments.search(text, 5)).toEqual([]);
  });
});

describe('instruments.markSt', () => {
  it('grows a history out of the lists of single days', () => {
    const { instruments } = makeStore();
    instruments.saveAll([named('600001.SH', '一'), named('600002.SH', '二')]);
    expect(instruments.isSt('600001.SH')).toBeNull();
    instruments.markSt(['600001.SH'], 20260105);
    instruments.markSt(['600001.SH', '600002.SH'], 20260106);
    instruments.markSt(['600002.SH'], 20260108);
    expect(instruments.isSt('600001.SH')).toBe(false);
    expect(instruments.isSt('600002.SH')).toBe(true);
    expect(instruments.stSpans('600001.SH')).toEqual([{ from: 20260105, to: 20260108 }]);
    expect(instruments.stSpans('600002.SH')).toEqual([{ from: 20260106, to: null }]);
  });
});

describe('members', () => {
  it('are those of the last snapshot on or before a date', () => {
    const { members } = makeStore();
    members.saveIndex('000300.SH', 20260105, ['600519.SH', '000001.SZ']);
    members.saveIndex('000300.SH', 20260201, ['600519.SH']);
    expect(members.indexMembers('000300.SH', 20260104)).toEqual({
      snapshotDate: null,
      symbols: [],
    });
    expect(members.indexMembers('000300.SH', 20260131).symbols).toEqual(['000001.SZ', '600519.SH']);
    expect(members.indexMembers('000300.SH')).toEqual({
      snapshotDate: 20260201,
      symbols: ['600519.SH'],
    });
  });

  it('of sectors are kept apart by kind and day; a day read again is replaced', () => {
    const { members } = makeStore();
    const liquor = { sector: 'BK1', name: '酿酒', symbol: '600519.SH' };
    members.saveSectors('industry', 20260105, [liquor, { ...liquor, symbol: '000858.SZ' }]);
    members.saveSectors('industry', 20260105, [liquor]);
    expect(members.sectors('industry')).toEqual({ snapshotDate: 20260105, members: [liquor] });
    expect(members.sectors('concept').members).toEqual([]);
  });
});

describe('watchlist', () => {
  it('is the list last given, in its order', () => {
    const { watchlist } = makeStore();
    const entry = (symbol: string, baseShares = 0) => ({
      symbol,
      baseShares,
      baseCost: 10.5,
      note: '',
    });
    watchlist.replace([entry('600519.SH', 100), entry('000001.SZ')]);
    watchlist.replace([entry('000002.SZ'), entry('600519.SH', 200)]);
    expect(watchlist.list()).toEqual([entry('000002.SZ'), entry('600519.SH', 200)]);
  });
});

describe('calendar', () => {
  it('is replaced where the new one reaches and stays where it does not', () => {
    const { calendar } = makeStore();
    calendar.save('CN', Int32Array.of(20260105, 20260106, 20260107), 'sina');
    calendar.save('CN', Int32Array.of(20260107, 20260109), 'eastmoney');
    expect([...calendar.read('CN')]).toEqual([20260105, 20260106, 20260107, 20260109]);
    expect([...calendar.read('CN', 20260106, 20260108)]).toEqual([20260106, 20260107]);
    expect(calendar.facts('CN')).toMatchObject({ source: 'eastmoney', count: 4, last: 20260109 });
    expect(calendar.facts('HK')).toBeNull();
  });
});

describe('spots', () => {
  it('keep the newest reading of each symbol', () => {
    const { spots } = makeStore();
    const spot = (price: number, readAt: string): Spot => ({
      symbol: '600519.SH',
      price,
      open: null,
      high: null,
      low: null,
      prevClose: 9,
      volume: 0,
      amount: null,
      quotedAt: 202601050935,
      readAt,
      source: 'tencent',
    });
    spots.save([spot(10, '2026-01-05T01:35:00.000Z')]);
    spots.save([spot(11, '2026-01-05T01:34:00.000Z')]);
    expect(spots.read(['600519.SH', '000001.SZ'])).toEqual([spot(10, '2026-01-05T01:35:00.000Z')]);
    spots.save([spot(12, '2026-01-05T01:36:00.000Z')]);
    expect(spots.read()).toMatchObject([{ price: 12 }]);
  });
});

describe('ratios', () => {
  it('keep what is known where a source knows less', () => {
    const { ratios } = makeStore();
    const of = (pe: number, pb: number) => {
      const none = Float64Array.of(NaN);
      const known = { pe: Float64Array.of(pe), pb: Float64Array.of(pb), marketCap: none };
      return {
        tradeDate: Int32Array.of(20260105),
        ps: none,
        pcf: none,
        turn: none,
        floatCap: none,
        ...known,
      };
    };
    ratios.save('600519.SH', of(20, NaN));
    ratios.save('600519.SH', of(NaN, 8));
    const { pe, pb, ps } = ratios.read('600519.SH');
    expect([pe[0], pb[0], ps[0]]).toEqual([20, 8, NaN]);
  });
});
