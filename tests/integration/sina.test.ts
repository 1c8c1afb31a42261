import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { HostOptions } from '#main/download/hostOptions.ts';
import { createSina } from '#main/download/sources/sina.ts';
import { adjustBars } from '#main/market/adjust.ts';
import type { DailySeries } from '#shared/domain.ts';
import {
  expectSameBars,
  expectSameMinutes,
  readBarsFile,
  readMinutesFile,
} from '#tests/fixtures/barsFile.ts';
import { describeWithStub, startStub } from '#tests/fixtures/rig.ts';
import type { Stub } from '#tests/fixtures/rig.ts';
import { makeBatch, makeInstrument } from '#tests/fixtures/bars.ts';
import { makeStore } from '#tests/fixtures/store.ts';

const FILES = ['sh600519', 'sz000001', 'sz002142', 'sz300750', 'sh000300', 'meta'];
const SHARES = ['600519.SH', '000001.SZ', '002142.SZ', '300750.SZ'];
const EVERYTHING = { from: 19900101, to: 20991231 };
const FAST = { spacingMs: 0, backOffMs: 1 };
const unsent = new AbortController().signal;

describeWithStub('Sina', () => {
  let stub: Stub;
  const minuteFiles = {
    5: () => readMinutesFile('sh600519_5min_2026.csv', 100),
    15: () => readMinutesFile('sh600519_15min.csv', 1),
  };
  beforeAll(async () => {
    stub = await startStub(
      FILES.map((name) => `${name}.csv`),
      {
        'sh600519.5m.csv': minuteFiles[5]().stubText,
        'sh600519.15m.csv': minuteFiles[15]().stubText,
      },
    );
  });
  afterAll(() => stub.stop());
  afterEach(() => stub.clearFaults());
  const source = (more: Partial<HostOptions> = {}) =>
    createSina({ baseUrl: stub.stubUrl, ...FAST, ...more });

  it.each(SHARES)('gives the raw bars of %s', async (symbol) => {
    const got = await source().readBars({ symbol, ...EVERYTHING }, unsent);
    expectSameBars(got, readBarsFile(symbol).bars, { volume: 0, amount: 0.5 });
  });

  it('gives the bars of an index, of which it does not know the money', async () => {
    const symbol = '000300.SH';
    const got = await source().readBars({ symbol, ...EVERYTHING }, unsent);
    expectSameBars(got, readBarsFile(symbol).bars, { volume: 0, amount: Infinity });
    expect(got.bars.amount.every(Number.isNaN)).toBe(true);
  });

  it.each(SHARES)('has factors that give both adjustments of %s', async (symbol) => {
    const { bars } = await source().readBars({ symbol, ...EVERYTHING }, unsent);
    const factors = await source().readFactors(symbol, unsent);
    const file = readBarsFile(symbol);
    const series = (
      batch: Parameters<typeof makeBatch>[1] & { bars: typeof bars },
    ): DailySeries => {
      const store = makeStore();
      store.bars.save(makeBatch(batch.bars, { ...batch, instrument: makeInstrument(symbol) }));
      return store.bars.readSeries(symbol);
    };
    const [got, wanted] = [
      series({ bars, factors }),
      series({ bars: file.bars, factors: file.factors ?? [] }),
    ];
    for (const adjust of ['forward', 'backward'] as const) {
      const [a, b] = [adjustBars(got, adjust), adjustBars(wanted, adjust)];
      const gap = a.close.reduce(
        (max, value, i) => Math.max(max, Math.abs(value / b.close[i] - 1)),
        0,
      );
      expect(gap).toBeLessThanOrEqual(1e-6);
    }
  });

  it.each([5, 15] as const)(
    'gives the newest %s-minute bars as the file has them',
    async (period) => {
      const { minutes } = minuteFiles[period]();
      const got = await source().readMinutes({ symbol: '600519.SH', period }, unsent);
      const start = Math.max(0, minutes.time.length - 1970);
      const newest = {
        time: minutes.time.slice(start),
        open: minutes.open.slice(start),
        high: minutes.high.slice(start),
        low: minutes.low.slice(start),
        close: minutes.close.slice(start),
        volume: minutes.volume.slice(start),
        amount: minutes.amount.slice(start),
        isRepaired: minutes.isRepaired.slice(start),
      };
      expectSameMinutes(got, newest, { volume: 0.5, amount: 0.001 });
    },
  );

  it('gives the trading calendar', async () => {
    const dates = new Set(
      ['600519.SH', '000001.SZ', '000300.SH', '002142.SZ', '300750.SZ'].flatMap((symbol) => [
        ...readBarsFile(symbol).bars.tradeDate,
      ]),
    );
    expect([...(await source().readCalendar(unsent))]).toEqual([...dates].sort());
  });

  it('gives the members of the CSI 300 whole, or not at all', async () => {
    const lists = 'vip.stock.finance.sina.com.cn/quotes_service/api/json_v2.php/Market_Center';
    const page = JSON.stringify([{ symbol: 'sz000001' }, { symbol: 'sh600519' }]);
    stub.setBody(`${lists}.getHQNodeData`, page);
    stub.setBody(`${lists}.getHQNodeStockCountSimple`, '"2"');
    expect(await source().readMembers('000300.SH', unsent)).toEqual(['000001.SZ', '600519.SH']);
    stub.setBody(`${lists}.getHQNodeStockCountSimple`, '"3"');
    await expect(source().readMembers('000300.SH', unsent)).rejects.toThrow('2 of 3');
  });

  describe('ends a fault in a clear error', () => {
    const read = (symbol: string, more: Partial<HostOptions> = {}) =>
      source(more).readBars({ symbol, ...EVERYTHING }, unsent);

    it('when the socket is closed', async () => {
      await stub.setFaults({ drop: 'sina' });
      await expect(read('600519.SH')).rejects.toMatchObject({
        code: 'SOURCE_UNREACHABLE',
        details: { upstream: 'sina' },
      });
    });

    it('when the reply is empty', async () => {
      await stub.setFaults({ empty: 'sina' });
      await expect(read('600519.SH')).rejects.toMatchObject({ code: 'SOURCE_BAD_DATA' });
      await expect(source().readFactors('600519.SH', unsent)).rejects.toMatchObject({
        code: 'SOURCE_BAD_DATA',
      });
    });

    it('when it is slow', async () => {
      await stub.setFaults({ delay_ms: '1500' });
      await expect(read('600519.SH', { timeoutMs: 200, attempts: 1 })).rejects.toMatchObject({
        code: 'SOURCE_UNREACHABLE',
      });
    });

    it('when the symbol does not exist', async () => {
      await expect(read('600999.SH')).rejects.toMatchObject({
        code: 'SOURCE_BAD_DATA',
        details: { isUnknown: true },
      });
    });
  });
});
