import { describe, expect, it } from 'vitest';
import type { HostOptions } from '#main/download/hostOptions.ts';
import type { Source, SourceBars } from '#main/download/source.ts';
import { createEastmoney } from '#main/download/sources/eastmoney.ts';
import { createSina } from '#main/download/sources/sina.ts';
import { createTencent } from '#main/download/sources/tencent.ts';
import { inspected } from '#tests/fixtures/inspected.ts';
import { json, startFakeSource } from '#tests/fixtures/fakeSource.ts';
import type { Answer } from '#tests/fixtures/fakeSource.ts';
import { eastmoneyBody, makeRows, sinaBody, tencentBody } from '#tests/fixtures/sourceBodies.ts';
import type { BodyRow } from '#tests/fixtures/sourceBodies.ts';

interface Subject {
  create: (options: HostOptions) => Source;
  /** Last part of the path that bars are asked at. */
  page: string;
  body: (rows: readonly BodyRow[], isOther?: boolean) => string;
  /** Replies without rows: known symbol, unknown symbol. */
  none: string;
  unknown: string;
}

const SUBJECTS: Record<'eastmoney' | 'tencent' | 'sina', Subject> = {
  eastmoney: {
    create: createEastmoney,
    page: 'get',
    body: (rows, isOther) => eastmoneyBody(rows, isOther ? '000001' : '600519'),
    none: eastmoneyBody([]),
    unknown: '{"rc":100,"data":null}',
  },
  tencent: {
    create: createTencent,
    page: 'get',
    body: (rows, isOther) => tencentBody(rows, isOther ? 'sz000001' : 'sh600519'),
    none: tencentBody([]),
    unknown: 'kline_day={"code":0,"msg":"","data":[]}',
  },
  sina: {
    create: createSina,
    page: 'klc_kl.js',
    body: (rows, isOther) => sinaBody(rows, isOther ? 'sz000001' : 'sh600519'),
    none: sinaBody(makeRows(2).map((row) => ({ ...row, key: row.key - 10_000 }))),
    unknown: '',
  },
};
const REQUEST = { symbol: '600519.SH', from: 20240101, to: 20240331 };
const ROWS = makeRows(30);
const FAST = { spacingMs: 0, backOffMs: 1, timeoutMs: 2000 };
const unsent = new AbortController().signal;

describe.each(Object.entries(SUBJECTS))('%s', (upstream, subject) => {
  const read = async (answer: Answer, more: Partial<HostOptions> = {}): Promise<SourceBars> => {
    const { url } = await startFakeSource({ [subject.page]: answer });
    return subject.create({ baseUrl: url, ...FAST, ...more }).readBars(REQUEST, unsent);
  };
  const change = (index: number, changes: Partial<BodyRow>): string =>
    subject.body(ROWS.map((row, i) => (i === index ? { ...row, ...changes } : row)));

  it('gives raw bars, volume in shares, amount in yuan', async () => {
    const { bars, repairs } = await read(json(subject.body(ROWS)));
    expect([...bars.tradeDate]).toEqual(ROWS.map(({ key }) => key));
    expect([...bars.volume]).toEqual(ROWS.map(({ volume }) => volume));
    for (const column of ['open', 'high', 'low', 'close'] as const) {
      expect([...bars[column]]).toEqual(ROWS.map((row) => row[column]));
    }
    bars.amount.forEach((amount, i) =>
      expect(Math.abs(amount - ROWS[i].amount)).toBeLessThanOrEqual(50),
    );
    expect(repairs).toEqual([]);
  });

  it('leaves out the session that is not over, and says so where there is no other', async () => {
    const at = (time: string) => ({ now: () => Date.parse(`2024-01-03T${time}+08:00`) });
    const body = json(subject.body(makeRows(2)));
    expect((await read(body, at('14:59'))).bars.tradeDate).toHaveLength(1);
    expect((await read(body, at('15:30'))).bars.tradeDate).toHaveLength(2);
    const today = json(subject.body(makeRows(2).slice(1)));
    await expect(read(today, at('14:59'))).rejects.toMatchObject({
      code: 'SOURCE_BAD_DATA',
      details: { isEmpty: true, isAnswered: true },
    });
  });

  it('tells "nothing in these dates" from "unknown" and from "not answered"', async () => {
    await expect(read(json(subject.none))).rejects.toMatchObject({
      code: 'SOURCE_BAD_DATA',
      details: { isEmpty: true, isAnswered: true },
    });
    if (subject.unknown === '') return;
    await expect(read(json(subject.unknown))).rejects.toMatchObject({
      code: 'SOURCE_BAD_DATA',
      details: { isUnknown: true },
    });
  });

  it('refuses the bars of another symbol', async () => {
    await expect(read(json(subject.body(ROWS, true)))).rejects.toMatchObject({
      code: 'SOURCE_BAD_DATA',
      details: { isWrongSymbol: true, upstream },
    });
  });

  const badRows: [what: string, body: () => string][] = [
    ['a price below zero', () => change(4, { low: -1 })],
    ['a price of zero', () => change(4, { open: 0, low: 0 })],
    ['a high below the close', () => change(4, { high: 9.95, open: 9.95 })],
    ['volume below zero', () => change(4, { volume: -100 })],
    ['money seven times too small', () => change(4, { amount: Math.round(ROWS[4].amount / 7) })],
  ];
  it.each(badRows)('gives up %s as one bad row, and the other bars', async (_, body) => {
    const { good, quarantined } = await inspected(read(json(body())), REQUEST);
    expect([good.tradeDate.length, quarantined.length]).toEqual([29, 1]);
    expect(quarantined[0].tradeDate).toBe(String(ROWS[4].key));
  });

  it('believes neither of two bars of one day', async () => {
    const twice = [...ROWS.slice(0, 5), { ...ROWS[4], close: ROWS[4].open }, ...ROWS.slice(5)];
    const { good, quarantined } = await inspected(read(json(subject.body(twice))), REQUEST);
    expect([good.tradeDate.length, quarantined.length]).toEqual([29, 2]);
  });

  const badReplies: [what: string, body: () => string][] = [
    [
      'money that is a hundred times too large all over',
      () => subject.body(ROWS.map((row) => ({ ...row, amount: row.amount * 100 }))),
    ],
    ['volume in another unit in its only bar', () => subject.body([{ ...ROWS[0], volume: 1e9 }])],
  ];
  it.each(badReplies)('refuses %s', async (_, body) => {
    await expect(read(json(body()))).rejects.toMatchObject({
      code: 'SOURCE_BAD_DATA',
      details: { symbol: '600519.SH', upstream },
    });
  });

  const cut: Answer = (response) => {
    const body = subject.body(ROWS);
    response.writeHead(200, { 'content-length': String(body.length * 2) });
    response.write(body.slice(0, 100));
    setTimeout(() => response.destroy(), 5);
  };
  const replies: [what: string, answer: Answer, code: string][] = [
    ['half a page', json(subject.body(ROWS).slice(0, 300)), 'SOURCE_BAD_DATA'],
    ['a body that breaks off', cut, 'SOURCE_UNREACHABLE'],
    ['a closed socket', (response) => response.destroy(), 'SOURCE_UNREACHABLE'],
    ['nothing', json(''), 'SOURCE_BAD_DATA'],
    ['garbage', json('{"a":'), 'SOURCE_BAD_DATA'],
    ['a page of a website', json('<html><body>登录</body></html>'), 'SOURCE_BAD_DATA'],
    ['an error of the server', json('no', 500), 'SOURCE_UNREACHABLE'],
    ['a limit', json('slow down', 429), 'SOURCE_RATE_LIMITED'],
    ['silence', () => undefined, 'SOURCE_UNREACHABLE'],
  ];
  it.each(replies)('ends %s in a clear error', async (_, answer, code) => {
    await expect(read(answer, { timeoutMs: 300, attempts: 2 })).rejects.toMatchObject({
      code,
      details: { symbol: '600519.SH', upstream },
    });
  });

  it('passes the connection test only where it answers', async () => {
    const source = subject.create({ baseUrl: 'http://127.0.0.1:1', ...FAST });
    expect(await source.testConnection(unsent)).toMatchObject({
      isReachable: false,
      note: expect.stringContaining('ECONNREFUSED') as unknown,
    });
  });

  it('refuses a base address that is none', () => {
    expect(() => subject.create({ baseUrl: 'nonsense' })).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    );
  });
});

describe('units', () => {
  it('are settled by the money where Tencent uses both', async () => {
    const { url } = await startFakeSource({
      get: json(tencentBody(ROWS.slice(0, 1), 'sh600519', 1)),
    });
    const { bars } = await createTencent({ baseUrl: url, ...FAST }).readBars(REQUEST, unsent);
    expect(bars.volume[0]).toBe(ROWS[0].volume);
  });

  it('are put right when EastMoney sends shares in place of 手 all over, with a note', async () => {
    const multiplied = ROWS.map((row) => ({ ...row, volume: row.volume * 100 }));
    const { url } = await startFakeSource({ get: json(eastmoneyBody(multiplied)) });
    const { bars, repairs } = await createEastmoney({ baseUrl: url, ...FAST }).readBars(
      REQUEST,
      unsent,
    );
    expect([...bars.volume]).toEqual(ROWS.map(({ volume }) => volume));
    expect(repairs).toEqual([expect.stringContaining('30 bars')]);
  });

  it('are left alone and refused where few bars say so', async () => {
    const multiplied = ROWS.slice(0, 5).map((row) => ({ ...row, volume: row.volume * 100 }));
    const { url } = await startFakeSource({ get: json(eastmoneyBody(multiplied)) });
    await expect(
      createEastmoney({ baseUrl: url, ...FAST }).readBars(REQUEST, unsent),
    ).rejects.toMatchObject({ code: 'SOURCE_BAD_DATA' });
  });
});
