import { describe, expect, it } from 'vitest';
import type { TextRequest } from '#main/download/client.ts';
import { createEastmoney } from '#main/download/sources/eastmoney.ts';
import { eastmoneyBody, makeRows } from '#tests/fixtures/sourceBodies.ts';

const unsent = new AbortController().signal;

/** A source whose requests are answered by `answer`, from their query. */
function answering(answer: (query: URLSearchParams) => unknown) {
  const asked: TextRequest[] = [];
  const source = createEastmoney({
    baseUrl: null,
    fetchText: (request) => {
      asked.push(request);
      const body = answer(request.url.searchParams);
      return Promise.resolve(typeof body === 'string' ? body : JSON.stringify(body));
    },
  });
  return { source, asked };
}

describe('lists', () => {
  const codes = Array.from({ length: 250 }, (_, i) => String(600_000 + i));
  const pageOf = (query: URLSearchParams, total = codes.length) => {
    const page = Number(query.get('pn'));
    const part = codes.slice(100 * (page - 1), 100 * page);
    return {
      data: { total, diff: part.map((f12) => ({ f12, f13: 1, f14: `股${f12}`, f26: '-' })) },
    };
  };

  it('are read page by page, in the order of the codes', async () => {
    const { source, asked } = answering((query) => pageOf(query));
    const shares = await source.readInstruments('shares', unsent);
    expect(shares.map(({ symbol }) => symbol)).toEqual(codes.map((code) => `${code}.SH`));
    expect(asked.map(({ url }) => url.searchParams.get('pn'))).toEqual(['1', '2', '3']);
    expect(asked.every(({ url }) => url.searchParams.get('fid') === 'f12')).toBe(true);
  });

  it.each<[string, (query: URLSearchParams) => unknown]>([
    ['a page is empty', (query) => (query.get('pn') === '2' ? { data: null } : pageOf(query))],
    ['the total moves', (query) => pageOf(query, 249 + Number(query.get('pn')))],
    ['a page comes twice', () => pageOf(new URLSearchParams({ pn: '1' }))],
    ['the total cannot be', (query) => pageOf(query, 1e9)],
  ])('fail as a whole when %s', async (_, answer) => {
    await expect(answering(answer).source.readInstruments('shares', unsent)).rejects.toMatchObject({
      code: 'SOURCE_BAD_DATA',
    });
  });

  it('know markets, listing dates and ST, and leave out what is none of ours', async () => {
    const diff = [
      { f12: '000001', f13: 0, f14: '平安银行', f26: 19910403 },
      { f12: '920002', f13: 0, f14: '万达轴承', f26: '-' },
      { f12: '600001', f13: 1, f14: '*ST 某', f26: 0 },
      { f12: '900901', f13: 1, f14: 'B 股' },
      { f12: '00700', f13: 128, f14: '腾讯控股' },
      { f12: 'BRK_A', f13: 106, f14: '伯克希尔' },
    ];
    const { source } = answering(() => ({ data: { total: diff.length, diff } }));
    expect(await source.readInstruments('shares', unsent)).toEqual([
      { symbol: '000001.SZ', name: '平安银行', board: 'main', listDate: 19910403, isSt: false },
      { symbol: '00700.HK', name: '腾讯控股', board: 'hk', listDate: null, isSt: false },
      { symbol: '600001.SH', name: '*ST 某', board: 'main', listDate: null, isSt: true },
      { symbol: '920002.BJ', name: '万达轴承', board: 'bse', listDate: null, isSt: false },
      { symbol: 'BRK_A.US', name: '伯克希尔', board: 'us', listDate: null, isSt: false },
    ]);
  });

  it('refuse a sector that is none', async () => {
    const { source } = answering(() => '');
    await expect(source.readSectorMembers('BK1 f:!50', unsent)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});

describe('tickers of the United States', () => {
  it('are looked for on each market once, and then remembered', async () => {
    const rows = makeRows(2);
    const { source, asked } = answering((query) =>
      query.get('secid') === '106.KO'
        ? eastmoneyBody(
            rows.map((row) => ({ ...row, volume: row.volume * 100 })),
            'KO',
          )
        : { rc: 100, data: null },
    );
    const request = { symbol: 'KO.US', from: 20240101, to: 20240131 };
    const { bars } = await source.readBars(request, unsent);
    await source.readBars(request, unsent);
    expect([...bars.volume]).toEqual(rows.map(({ volume }) => volume));
    expect(asked.map(({ url }) => url.searchParams.get('secid'))).toEqual([
      '105.KO',
      '106.KO',
      '106.KO',
    ]);
  });
});

describe('reports', () => {
  const reply = (rows: object[], pages = 1) => ({
    success: true,
    result: { pages, data: rows.map((row) => ({ SECURITY_CODE: '600519', ...row })) },
  });
  const dividend = {
    ASSIGN_PROGRESS: '实施分配',
    EX_DIVIDEND_DATE: '2024-06-19 00:00:00',
    PRETAX_BONUS_RMB: 308.76,
    BONUS_RATIO: 1,
    IT_RATIO: null,
  };

  it('give dividends per share, oldest first, only those carried out', async () => {
    const older = { ...dividend, EX_DIVIDEND_DATE: '2023-06-30 00:00:00', IT_RATIO: 5 };
    const plan = { ...dividend, ASSIGN_PROGRESS: '董事会预案', EX_DIVIDEND_DATE: null };
    const { source } = answering(() => reply([plan, dividend, older]));
    const found = await source.readDividends('600519.SH', unsent);
    expect(found.map(({ exDate }) => exDate)).toEqual([20230630, 20240619]);
    expect(found[0].transfer).toBe(0.5);
    expect(found[1].cash).toBeCloseTo(30.876, 10);
    expect([found[1].bonus, found[1].transfer]).toEqual([0.1, 0]);
  });

  it('tell "there are none" from "no answer"', async () => {
    const none = answering(() => ({ success: false, message: '返回数据为空', result: null }));
    expect(await none.source.readDividends('600519.SH', unsent)).toEqual([]);
    const silent = answering(() => ({ success: false, message: null, result: null }));
    await expect(silent.source.readDividends('600519.SH', unsent)).rejects.toMatchObject({
      details: { isEmpty: true },
    });
  });

  it('are read to the last page', async () => {
    const { source, asked } = answering(() => reply([dividend], 3));
    expect(await source.readDividends('600519.SH', unsent)).toHaveLength(3);
    expect(asked).toHaveLength(3);
  });

  it('refuse another company, and shares that have none', async () => {
    const { source } = answering(() => reply([{ ...dividend, SECURITY_CODE: '000001' }]));
    await expect(source.readDividends('600519.SH', unsent)).rejects.toMatchObject({
      details: { isWrongSymbol: true },
    });
    await expect(source.readValueRatios('AAPL.US', unsent)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  it('give value ratios by date, NaN where there is none', async () => {
    const day = (date: string, pe: number | null) => ({
      TRADE_DATE: `${date} 00:00:00`,
      CLOSE_PRICE: 1500,
      PE_TTM: pe,
      TOTAL_SHARES: 1.25e9,
    });
    const { source } = answering(() => reply([day('2024-01-03', null), day('2024-01-02', 24.5)]));
    const ratios = await source.readValueRatios('600519.SH', unsent);
    expect([...ratios.tradeDate]).toEqual([20240102, 20240103]);
    expect([...ratios.peTtm]).toEqual([24.5, NaN]);
    expect([...ratios.totalShares]).toEqual([1.25e9, 1.25e9]);
    expect([...ratios.pb]).toEqual([NaN, NaN]);
  });
});

describe('quotes', () => {
  it('of a suspended share show the previous close and no open', async () => {
    const data = {
      f43: '-',
      f44: '-',
      f45: '-',
      f46: '-',
      f47: '-',
      f48: '-',
      f57: '600519',
      f58: '贵州茅台',
      f60: 1500,
    };
    const { source } = answering(() => ({ data }));
    expect(await source.readSpot(['600519.SH'], unsent)).toMatchObject([
      { price: 1500, prevClose: 1500, open: null, high: null, volume: 0, amount: 0 },
    ]);
  });
});
