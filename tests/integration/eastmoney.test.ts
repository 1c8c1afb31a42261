import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { HostOptions } from '#main/download/hostOptions.ts';
import { createEastmoney } from '#main/download/sources/eastmoney.ts';
import {
  expectSameBars,
  expectSameMinutes,
  readBarsFile,
  readMinutesFile,
} from '#tests/fixtures/barsFile.ts';
import { describeWithStub, startStub } from '#tests/fixtures/rig.ts';
import type { Stub } from '#tests/fixtures/rig.ts';
import { readShared } from '#tests/fixtures/shared.ts';

const FILES = ['sh600519', 'sz000001', 'sz002142', 'sz300750', 'sh000300', 'meta'];
const EVERYTHING = { from: 19900101, to: 20991231 };
const FAST = { spacingMs: 0, backOffMs: 1 };
const unsent = new AbortController().signal;

describeWithStub('EastMoney', () => {
  let stub: Stub;
  const fiveMinutes = () => readMinutesFile('sh600519_5min_2026.csv', 100);
  beforeAll(async () => {
    const abroad =
      'date,open,high,low,close,volume,amount\n2024-01-02,100,110.5,99,105,12345,1271535\n';
    stub = await startStub(
      FILES.map((name) => `${name}.csv`),
      {
        'sh600519.5m.csv': fiveMinutes().stubText,
        'sh600519.1m.csv': readMinutesFile('sh600519_1min_2026_open_zero.csv', 100).stubText,
        'hk00700.csv': abroad,
        'us106.BRK_A.csv': abroad,
      },
    );
  });
  afterAll(() => stub.stop());
  afterEach(() => stub.clearFaults());
  const source = (more: Partial<HostOptions> = {}) =>
    createEastmoney({ baseUrl: stub.stubUrl, ...FAST, ...more });

  it.each(['600519.SH', '000001.SZ', '002142.SZ', '300750.SZ', '000300.SH'])(
    'gives the raw bars of %s, volume to one 手',
    async (symbol) => {
      const got = await source().readBars({ symbol, ...EVERYTHING }, unsent);
      expectSameBars(got, readBarsFile(symbol).bars, { volume: 50, amount: 0.005 });
    },
  );

  it('gives the tail that is asked for', async () => {
    const request = { symbol: '600519.SH', from: 20250926, to: 20250930 };
    const { bars } = await source().readBars(request, unsent);
    expect([...bars.tradeDate]).toEqual([20250926, 20250929, 20250930]);
  });

  it('gives bars of Hong Kong and the United States, in shares', async () => {
    for (const symbol of ['00700.HK', 'BRK_A.US']) {
      const { bars } = await source().readBars({ symbol, ...EVERYTHING }, unsent);
      expect([bars.close[0], bars.volume[0]]).toEqual([105, 12_345]);
    }
  });

  it('never asks for adjusted bars', async () => {
    const asked = (await stub.readLog()).filter(({ path }) => path.endsWith('kline/get'));
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.every(({ query }) => query.fqt === '0')).toBe(true);
  });

  it('gives five-minute bars as the file has them', async () => {
    const got = await source().readMinutes({ symbol: '600519.SH', period: 5 }, unsent);
    expectSameMinutes(got, fiveMinutes().minutes, { volume: 0, amount: 0.005 });
  });

  it('repairs one-minute bars whose open is 0 from the close before, and marks them', async () => {
    const { minutes: file } = readMinutesFile('sh600519_1min_2026_open_zero.csv', 100);
    const { minutes } = await source().readMinutes({ symbol: '600519.SH', period: 1 }, unsent);
    expect([...minutes.isRepaired]).toEqual(Array.from(file.open, (open) => (open === 0 ? 1 : 0)));
    expect(minutes.isRepaired.indexOf(1)).toBe(0);
    minutes.open.forEach((open, i) => {
      const before = i === 0 ? file.close[0] : file.close[i - 1];
      const repaired = Math.min(file.high[i], Math.max(file.low[i], before));
      expect(open).toBe(file.open[i] === 0 ? repaired : file.open[i]);
    });
    expect([...minutes.close]).toEqual([...file.close]);
  });

  it('lists instruments, sectors and their members, and tells names and quotes', async () => {
    const shares = await source().readInstruments('shares', unsent);
    expect(shares.map(({ symbol }) => symbol)).toEqual([
      '000001.SZ',
      '002142.SZ',
      '300750.SZ',
      '600519.SH',
    ]);
    expect(shares.at(-1)).toMatchObject({ name: '贵州茅台', board: 'main', isSt: false });
    const [sector] = (await source().readSectors(unsent)).filter(({ name }) => name === '白酒');
    expect(await source().readSectorMembers(sector.code, unsent)).toEqual(['600519.SH']);
    expect(await source().readFacts('600519.SH', unsent)).toEqual({
      name: '贵州茅台',
      listDate: 20010827,
    });
    const quotes = await source().readSpot(['600999.SH', '600519.SH'], unsent);
    expect(quotes).toMatchObject([{ symbol: '600519.SH', price: 1443.99, prevClose: 1460.86 }]);
  });

  it('fails a list as a whole when one page is lost', async () => {
    const page = { data: { total: 150, diff: [{ f12: '600519', f13: 1, f14: '贵州茅台' }] } };
    stub.setBody('push2.eastmoney.com/api/qt/clist/get', JSON.stringify(page));
    await expect(source().readInstruments('shares', unsent)).rejects.toMatchObject({
      code: 'SOURCE_BAD_DATA',
    });
    stub.setBody('push2.eastmoney.com/api/qt/clist/get', null);
  });

  it('reads bodies as EastMoney sent them', async () => {
    const path = 'push2his.eastmoney.com/api/qt/stock/kline/get';
    stub.setBody(path, readShared('data', 'raw_http', 'em_kline_day_603912_limitup_fqt0.json'));
    const request = { symbol: '603912.SH', from: 20221215, to: 20221221 };
    const { bars } = await source().readBars(request, unsent);
    expect([...bars.volume]).toEqual([3_887_700, 6_137_100, 18_403_900, 28_909_300, 38_403_300]);
    stub.setBody(path, readShared('data', 'raw_http', 'em_kline_empty_000300_jsonp.txt'));
    await expect(
      source().readBars({ symbol: '000300.SH', ...EVERYTHING }, unsent),
    ).rejects.toMatchObject({ code: 'SOURCE_BAD_DATA' });
    stub.setBody(path, null);
  });

  describe('ends a fault in a clear error', () => {
    const read = (symbol: string, more: Partial<HostOptions> = {}) =>
      source(more).readBars({ symbol, ...EVERYTHING }, unsent);

    it('when the socket is closed', async () => {
      await stub.setFaults({ drop: 'push2his' });
      await expect(read('600519.SH')).rejects.toMatchObject({
        code: 'SOURCE_UNREACHABLE',
        details: { upstream: 'eastmoney' },
      });
    });

    it('when it answers with nothing, which is not taken for "no bars"', async () => {
      await stub.setFaults({ empty: 'push2his' });
      const error = await read('600519.SH').catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'SOURCE_BAD_DATA', details: { isEmpty: true } });
      expect(error).not.toMatchObject({ details: { isAnswered: true } });
    });

    it('when it is slow', async () => {
      await stub.setFaults({ delay_ms: '1500' });
      await expect(read('600519.SH', { timeoutMs: 200, attempts: 1 })).rejects.toMatchObject({
        code: 'SOURCE_UNREACHABLE',
        details: { reason: 'no full reply in 200 ms' },
      });
    });

    it('when the symbol does not exist', async () => {
      await expect(read('600999.SH')).rejects.toMatchObject({ details: { isUnknown: true } });
    });
  });
});
