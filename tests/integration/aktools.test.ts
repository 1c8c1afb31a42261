import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createAktools } from '#main/download/sources/aktools.ts';
import type { AktoolsOptions } from '#main/download/sources/aktools.ts';
import { compareFactors } from '#main/market/compareFactors.ts';
import {
  expectSameBars,
  expectSameMinutes,
  readBarsFile,
  readMinutesFile,
} from '#tests/fixtures/barsFile.ts';
import { describeWithRig, startRig } from '#tests/fixtures/rig.ts';
import type { Rig } from '#tests/fixtures/rig.ts';

const FILES = ['sh600519', 'sz002142', 'sz300750', 'sh000300', 'meta'];
const SHARES = ['600519.SH', '002142.SZ', '300750.SZ'];
const EVERYTHING = { from: 19900101, to: 20491231 };
const unsent = new AbortController().signal;

describeWithRig('AKTools', () => {
  let rig: Rig;
  const fiveMinutes = () => readMinutesFile('sh600519_5min_2026.csv', 100);
  beforeAll(async () => {
    rig = await startRig(
      FILES.map((name) => `${name}.csv`),
      { 'sh600519.5m.csv': fiveMinutes().stubText },
    );
  });
  afterAll(() => rig.stop());
  afterEach(() => rig.clearFaults());

  const source = (options: Partial<AktoolsOptions> = {}) =>
    createAktools({ url: rig.url, spacingMs: 0, backOffMs: 5, ...options });

  it.each([...SHARES, '000300.SH'])(
    'gives the raw bars of %s, volume to one 手',
    async (symbol) => {
      const got = await source().readBars({ symbol, ...EVERYTHING }, unsent);
      expectSameBars(got, readBarsFile(symbol).bars, { volume: 50, amount: 0.005 });
    },
  );

  it.each(SHARES)('gives the factors of %s as the file has them', async (symbol) => {
    const { bars, factors = [] } = readBarsFile(symbol);
    const got = await source().readFactors(symbol, unsent);
    expect(compareFactors(factors, got, bars.tradeDate)).toEqual([]);
    expect(got.at(-1)!.factor / factors.at(-1)!.factor).toBeCloseTo(1, 9);
  });

  it('gives five-minute bars as the file has them', async () => {
    const got = await source().readMinutes({ symbol: '600519.SH', period: 5 }, unsent);
    expectSameMinutes(got, fiveMinutes().minutes, { volume: 0, amount: 0.005 });
  });

  it('gives the trading calendar', async () => {
    const symbols = [...SHARES, '000300.SH'];
    const dates = symbols.flatMap((symbol) => [...readBarsFile(symbol).bars.tradeDate]);
    const got = await source().readCalendar(unsent);
    expect([...got].filter((date) => date > 19920504)).toEqual([...new Set(dates)].sort());
  });

  it('names the company and the day it was listed', async () => {
    expect(await source().readFacts('600519.SH', unsent)).toEqual({
      name: '贵州茅台',
      listDate: 20010827,
    });
  });

  it('never asks for adjusted bars', async () => {
    await source().readBars({ symbol: '600519.SH', from: 20250101, to: 20250301 }, unsent);
    const asked = (await rig.readLog()).filter(({ path }) => path.includes('kline/get'));
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.every(({ query }) => query.fqt === '0')).toBe(true);
  });

  it('passes the connection test', async () => {
    expect(await source().testConnection(unsent)).toMatchObject({ isReachable: true });
  });

  describe('ends a fault in a clear error', () => {
    const read = (symbol: string, options: Partial<AktoolsOptions> = {}) =>
      source({ attempts: 2, timeoutMs: 15_000, ...options }).readBars(
        { symbol, ...EVERYTHING },
        unsent,
      );

    it('when EastMoney closes the socket', async () => {
      await rig.setFaults({ drop: 'eastmoney' });
      await expect(read('600519.SH')).rejects.toMatchObject({
        code: 'SOURCE_UNREACHABLE',
        details: { upstream: 'eastmoney', status: 500 },
      });
    });

    it('when Sina closes the socket', async () => {
      await rig.setFaults({ drop: 'sina' });
      await expect(source({ attempts: 1 }).readFactors('600519.SH', unsent)).rejects.toMatchObject({
        code: 'SOURCE_UNREACHABLE',
        details: { upstream: 'sina', status: 500 },
      });
    });

    it('when the reply is empty', async () => {
      await rig.setFaults({ empty: 'push2his' });
      await expect(read('600519.SH')).rejects.toMatchObject({
        code: 'SOURCE_BAD_DATA',
        details: { isEmpty: true },
      });
    });

    it('when the answer takes too long', async () => {
      await rig.setFaults({ delay_ms: '1500' });
      await expect(read('600519.SH', { attempts: 1, timeoutMs: 200 })).rejects.toMatchObject({
        code: 'SOURCE_UNREACHABLE',
        details: { reason: 'no full reply in 200 ms' },
      });
    });

    it('when no such symbol exists', async () => {
      await expect(read('600999.SH')).rejects.toMatchObject({ code: 'SOURCE_BAD_DATA' });
    });
  });
});
