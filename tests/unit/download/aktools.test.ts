import { describe, expect, it } from 'vitest';
import type { SourceBars } from '#main/download/source.ts';
import { createAktools } from '#main/download/sources/aktools.ts';
import type { AdjustFactor } from '#shared/domain.ts';
import { FACTORS, json, shareRow, startFakeSource } from '#tests/fixtures/fakeSource.ts';
import { inspected } from '#tests/fixtures/inspected.ts';
import type { Answer, ShareRow } from '#tests/fixtures/fakeSource.ts';

const REQUEST = { symbol: '600519.SH', from: 20240101, to: 20240131 };
const ROWS = [shareRow('2024-01-02'), shareRow('2024-01-03')];
const FAST = { spacingMs: 0, backOffMs: 1, timeoutMs: 2000 };
const unsent = new AbortController().signal;

async function readFrom(
  answers: Record<string, Answer>,
  more = {},
): Promise<SourceBars & { factors: AdjustFactor[] }> {
  const { url } = await startFakeSource(answers);
  const source = createAktools({ url, ...FAST, ...more });
  const bars = await source.readBars(REQUEST, unsent);
  return { ...bars, factors: await source.readFactors(REQUEST.symbol, unsent) };
}

const withRows = (rows: unknown): Record<string, Answer> => ({
  stock_zh_a_hist: json(rows),
  stock_zh_a_daily: json(FACTORS),
});

describe('AKTools', () => {
  it('gives raw bars in shares and factors oldest first', async () => {
    const { bars, factors } = await readFrom(withRows(ROWS));
    expect([...bars.tradeDate]).toEqual([20240102, 20240103]);
    expect([...bars.volume]).toEqual([120_000, 120_000]);
    expect(factors).toEqual([
      { tradeDate: 19000101, factor: 1 },
      { tradeDate: 20240103, factor: 1.5 },
    ]);
  });

  it('sends every parameter, and asks for raw bars', async () => {
    const { url, requests } = await startFakeSource(withRows(ROWS));
    const source = createAktools({ url: `${url}/`, ...FAST });
    await source.readBars(REQUEST, unsent);
    await source.readFactors(REQUEST.symbol, unsent);
    expect(requests.map(({ pathname, search }) => pathname + search)).toEqual([
      '/api/public/stock_zh_a_hist?symbol=600519&period=daily&start_date=20240101&end_date=20240131&adjust=',
      '/api/public/stock_zh_a_daily?symbol=sh600519&start_date=19900101&end_date=21000118&adjust=hfq-factor',
    ]);
  });

  it('leaves out the bar of a session that is not over', async () => {
    const at = (time: string) => ({ now: () => Date.parse(`2024-01-03T${time}+08:00`) });
    expect((await readFrom(withRows(ROWS), at('14:59'))).bars.tradeDate).toHaveLength(1);
    expect((await readFrom(withRows(ROWS), at('15:30'))).bars.tradeDate).toHaveLength(2);
  });

  it('tries again after a passing fault', async () => {
    let calls = 0;
    const flaky: Answer = (response, query) =>
      json(++calls < 3 ? 'Internal Server Error' : ROWS, calls < 3 ? 500 : 200)(response, query);
    const { bars } = await readFrom({ ...withRows(ROWS), stock_zh_a_hist: flaky });
    expect(bars.tradeDate).toHaveLength(2);
    expect(calls).toBe(3);
  });

  it('tries a bounded number of times, and not at all when it is told to slow down', async () => {
    const { url, requests } = await startFakeSource({ stock_zh_a_hist: json('no', 500) });
    const source = createAktools({ url, ...FAST });
    await expect(source.readBars(REQUEST, unsent)).rejects.toMatchObject({
      code: 'SOURCE_UNREACHABLE',
      details: { status: 500 },
    });
    expect(requests).toHaveLength(3);
    const limited = await startFakeSource({ stock_zh_a_hist: json('slow down', 429) });
    await expect(
      createAktools({ url: limited.url, ...FAST }).readBars(REQUEST, unsent),
    ).rejects.toMatchObject({ code: 'SOURCE_RATE_LIMITED' });
    expect(limited.requests).toHaveLength(1);
  });

  it('says where nobody listens', async () => {
    const source = createAktools({ url: 'http://127.0.0.1:1', ...FAST });
    await expect(source.readBars(REQUEST, unsent)).rejects.toMatchObject({
      code: 'SOURCE_UNREACHABLE',
      details: { address: 'http://127.0.0.1:1' },
    });
  });

  it('gives up when it is told to, also in the middle of a reply or a pause', async () => {
    const silent = await startFakeSource({ stock_zh_a_hist: () => undefined });
    const failing = await startFakeSource({ stock_zh_a_hist: json('no', 500) });
    for (const { url, requests } of [silent, failing]) {
      const controller = new AbortController();
      const source = createAktools({ url, ...FAST, backOffMs: 60_000, timeoutMs: 60_000 });
      const reading = source.readBars(REQUEST, controller.signal);
      const outcome = expect(reading).rejects.toThrow(
        expect.objectContaining({ name: expect.stringMatching(/AppError|AbortError/) as unknown }),
      );
      while (requests.length === 0) await new Promise(setImmediate);
      controller.abort();
      await outcome;
    }
  });

  it.each(['file:///etc/passwd', 'ftp://127.0.0.1', 'nonsense'])(
    'refuses the address %s',
    (url) => {
      expect(() => createAktools({ url })).toThrow(
        expect.objectContaining({ code: 'INVALID_INPUT' }),
      );
    },
  );

  it('reads funds, whose volume the money tells the unit of', async () => {
    const { url } = await startFakeSource({
      fund_etf_hist_em: json([shareRow('2024-01-02')]),
    });
    const source = createAktools({ url, ...FAST });
    const { bars } = await source.readBars({ ...REQUEST, symbol: '510300.SH' }, unsent);
    expect([...bars.volume]).toEqual([120_000]);
  });

  it('reads minutes of shares, the calendar and the members of an index', async () => {
    const { url, requests } = await startFakeSource({
      stock_zh_a_hist_min_em: json([{ 时间: '2024-01-02 09:35:00', ...shareRow('') }]),
      tool_trade_date_hist_sina: json([{ trade_date: '2024-01-02T00:00:00.000' }]),
      index_stock_cons_csindex: json([{ 成分券代码: '600519' }, { 成分券代码: '000001' }]),
    });
    const source = createAktools({ url, ...FAST });
    const { minutes } = await source.readMinutes({ symbol: '600519.SH', period: 5 }, unsent);
    expect([...minutes.time, ...minutes.volume]).toEqual([202401020935, 120_000]);
    expect([...(await source.readCalendar(unsent))]).toEqual([20240102]);
    expect(await source.readMembers('000300.SH', unsent)).toEqual(['000001.SZ', '600519.SH']);
    expect(requests[0].searchParams.get('adjust')).toBe('');
  });

  it.each(['00700.HK', 'AAPL.US'])('does not read %s', async (symbol) => {
    const source = createAktools({ url: 'http://127.0.0.1:1', ...FAST });
    await expect(source.readBars({ ...REQUEST, symbol }, unsent)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(source.readMinutes({ symbol, period: 5 }, unsent)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});

describe('AKTools refuses', () => {
  const change = (changes: Partial<ShareRow>): ShareRow[] => [
    shareRow('2024-01-02'),
    shareRow('2024-01-03', changes),
  ];
  const rowFaults: [what: string, rows: ShareRow[], row: number][] = [
    ['another share', change({ 股票代码: '000001' }), 2],
    ['volume in shares instead of 手', [shareRow('2024-01-02', { 成交量: 120_000 })], 1],
    ['money that does not belong to the prices', [shareRow('2024-01-02', { 成交额: 9e6 })], 1],
  ];
  it.each(rowFaults)('%s, and names the row', async (_, rows, row) => {
    await expect(readFrom(withRows(rows))).rejects.toMatchObject({
      code: 'SOURCE_BAD_DATA',
      details: { symbol: '600519.SH', row },
    });
  });

  const oddRows: [what: string, rows: object[], good: number, bad: number][] = [
    ['a high below the close', change({ 最高: 10.1 }), 1, 1],
    ['a low above the open', change({ 最低: 10.1 }), 1, 1],
    ['a price of zero', change({ 开盘: 0 }), 1, 1],
    ['adjusted prices below zero', change({ 最低: -1 }), 1, 1],
    ['a null price', [ROWS[0], { ...ROWS[1], 开盘: null }], 1, 1],
    ['text in place of a price', [ROWS[0], { ...ROWS[1], 开盘: '-' }], 1, 1],
    ['a date twice', [...ROWS, ROWS[1]], 2, 1],
    ['dates out of order', ROWS.toReversed(), 2, 0],
    ['a date that was not asked for', [shareRow('2023-12-29'), ...ROWS], 2, 1],
    ['a date that no calendar has', [shareRow('2024-01-32'), ...ROWS], 2, 1],
  ];
  it.each(oddRows)('not a whole reply for %s', async (_, rows, good, bad) => {
    const outcome = await inspected(readFrom(withRows(rows)), REQUEST);
    expect([outcome.good.tradeDate.length, outcome.quarantined.length]).toEqual([good, bad]);
  });

  it('a reply of which most rows are bad, naming the first of them', async () => {
    const rows = withRows(change({ 最高: 10.1 }).slice(1));
    await expect(inspected(readFrom(rows), REQUEST)).rejects.toMatchObject({
      code: 'SOURCE_BAD_DATA',
      details: { symbol: '600519.SH', row: 1 },
    });
  });

  const cut: Answer = (response) => {
    response.writeHead(200, { 'content-length': '5000' });
    response.write(JSON.stringify(ROWS).slice(0, 100));
    setTimeout(() => response.destroy(), 5);
  };
  const replies: [what: string, answer: Answer, code: string][] = [
    ['garbage', json('<html>hello</html>'), 'SOURCE_BAD_DATA'],
    ['JSON cut short', json(JSON.stringify(ROWS).slice(0, -20)), 'SOURCE_BAD_DATA'],
    ['a body that breaks off', cut, 'SOURCE_UNREACHABLE'],
    ['a socket closed without a reply', (response) => response.destroy(), 'SOURCE_UNREACHABLE'],
    ['an object', json({ error: 'x' }), 'SOURCE_BAD_DATA'],
    ['rows without a column', json([{ 日期: '2024-01-02' }]), 'SOURCE_BAD_DATA'],
    ['lists where numbers belong', json([{ ...ROWS[0], 开盘: [10] }]), 'SOURCE_BAD_DATA'],
    ['nothing', json([]), 'SOURCE_BAD_DATA'],
    ['an unknown function', json({ error: '未找到该接口' }, 404), 'SOURCE_BAD_DATA'],
    ['a redirect', json('', 302), 'SOURCE_BAD_DATA'],
    ['a closed door', json('', 403), 'SOURCE_RATE_LIMITED'],
  ];
  it.each(replies)('%s in place of bars', async (_, answer, code) => {
    const answers = { ...withRows(ROWS), stock_zh_a_hist: answer };
    await expect(readFrom(answers)).rejects.toMatchObject({
      code,
      details: { upstream: 'eastmoney' },
    });
  });

  it.each([
    ['nothing', []],
    ['a factor of zero', [{ date: '1900-01-01', hfq_factor: '0' }]],
    ['a word', [{ date: '1900-01-01', hfq_factor: 'one' }]],
    ['two factors of one day', [FACTORS[0], FACTORS[0]]],
  ])('%s in place of factors', async (_, factors) => {
    await expect(
      readFrom({ ...withRows(ROWS), stock_zh_a_daily: json(factors) }),
    ).rejects.toMatchObject({ code: 'SOURCE_BAD_DATA', details: { upstream: 'sina' } });
  });
});

describe('the connection test', () => {
  it('tells AKTools from other servers and from none', async () => {
    const test = (url: string) => createAktools({ url, ...FAST }).testConnection(unsent);
    const real = await startFakeSource({
      'openapi.json': json({ paths: { '/api/public/{id}': {} } }),
    });
    const other = await startFakeSource({ 'openapi.json': json({ paths: {} }) });
    expect(await test(real.url)).toMatchObject({ isReachable: true });
    expect(await test(other.url)).toMatchObject({ isReachable: false });
    expect(await test('http://127.0.0.1:1')).toMatchObject({
      isReachable: false,
      note: expect.stringContaining('ECONNREFUSED') as unknown,
    });
  });
});
