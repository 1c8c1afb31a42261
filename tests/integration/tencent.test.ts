import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { HostOptions } from '#main/download/hostOptions.ts';
import { createTencent } from '#main/download/sources/tencent.ts';
import { expectSameBars, readBarsFile } from '#tests/fixtures/barsFile.ts';
import { describeWithStub, startStub } from '#tests/fixtures/rig.ts';
import type { Stub } from '#tests/fixtures/rig.ts';

const FILES = ['sh600519', 'sz000001', 'sz002142', 'sz300750', 'sh000300', 'meta'];
const EVERYTHING = { from: 19900101, to: 20261231 };
const FAST = { spacingMs: 0, backOffMs: 1 };
const unsent = new AbortController().signal;

describeWithStub('Tencent', () => {
  let stub: Stub;
  beforeAll(async () => {
    stub = await startStub(FILES.map((name) => `${name}.csv`));
  });
  afterAll(() => stub.stop());
  afterEach(() => stub.clearFaults());
  const source = (more: Partial<HostOptions> = {}) =>
    createTencent({ baseUrl: stub.stubUrl, ...FAST, ...more });

  it.each(['600519.SH', '000001.SZ', '002142.SZ', '300750.SZ', '000300.SH'])(
    'gives the raw bars of %s, amounts to 100 yuan',
    async (symbol) => {
      const got = await source().readBars({ symbol, ...EVERYTHING }, unsent);
      expectSameBars(got, readBarsFile(symbol).bars, { volume: 0, amount: 50.1 });
    },
  );

  it('asks for the years since the listing only, two at a time, and never for adjusted bars', async () => {
    const before = (await stub.readLog()).length;
    await source().readBars({ symbol: '300750.SZ', from: 19900101, to: 20250407 }, unsent);
    const [first, ...windows] = (await stub.readLog()).slice(before);
    expect(first.path).toContain('weekTrends');
    expect(windows.map(({ query }) => query.param)).toEqual([
      'sz300750,day,2018-06-11,2019-12-31,640,',
      'sz300750,day,2020-01-01,2021-12-31,640,',
      'sz300750,day,2022-01-01,2023-12-31,640,',
      'sz300750,day,2024-01-01,2025-04-07,640,',
    ]);
  });

  it('gives a tail with one request', async () => {
    const before = (await stub.readLog()).length;
    const request = { symbol: '600519.SH', from: 20250926, to: 20250930 };
    const { bars } = await source().readBars(request, unsent);
    expect([...bars.tradeDate]).toEqual([20250926, 20250929, 20250930]);
    expect(await stub.readLog()).toHaveLength(before + 1);
  });

  it('refuses a window that is full, as rows may be missing from it', async () => {
    const path = 'proxy.finance.qq.com/ifzqgtimg/appstock/app/newfqkline/get';
    const row = ['2025-09-26', '10', '10', '10', '10', '1', {}, '1', '0.1'];
    const day = Array.from({ length: 640 }, () => row);
    stub.setBody(path, `kline_day=${JSON.stringify({ code: 0, data: { sh600519: { day } } })}`);
    const request = { symbol: '600519.SH', from: 20250926, to: 20250930 };
    await expect(source().readBars(request, unsent)).rejects.toThrow('not whole');
    stub.setBody(path, null);
  });

  describe('ends a fault in a clear error', () => {
    const read = (symbol: string, more: Partial<HostOptions> = {}) =>
      source(more).readBars({ symbol, ...EVERYTHING }, unsent);

    it('when the socket is closed between two windows', async () => {
      await stub.setFaults({ drop: 'qq.com' });
      await expect(read('600519.SH')).rejects.toMatchObject({
        code: 'SOURCE_UNREACHABLE',
        details: { upstream: 'tencent' },
      });
    });

    it('when the reply is empty', async () => {
      await stub.setFaults({ empty: 'qq.com' });
      await expect(read('600519.SH')).rejects.toMatchObject({ code: 'SOURCE_BAD_DATA' });
    });

    it('when it is slow', async () => {
      await stub.setFaults({ delay_ms: '1500' });
      await expect(read('600519.SH', { timeoutMs: 200, attempts: 1 })).rejects.toMatchObject({
        code: 'SOURCE_UNREACHABLE',
      });
    });

    it('when the symbol does not exist', async () => {
      await expect(read('600999.SH')).rejects.toMatchObject({ details: { isUnknown: true } });
    });
  });
});
