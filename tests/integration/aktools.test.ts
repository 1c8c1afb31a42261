import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createAktools } from '#main/download/sources/aktools.ts';
import type { AktoolsOptions } from '#main/download/sources/aktools.ts';
import { importPaths } from '#main/jobs/importBars.ts';
import { testSource } from '#main/jobs/testSource.ts';
import { updateFrom } from '#main/jobs/updateBars.ts';
import type { Store } from '#main/store/store.ts';
import type { UpdateOutcome } from '#shared/contract.ts';
import type { DailySeries } from '#shared/domain.ts';
import { makeContext } from '#tests/fixtures/context.ts';
import { describeWithRig, startRig } from '#tests/fixtures/rig.ts';
import type { Rig } from '#tests/fixtures/rig.ts';
import { sharedPath } from '#tests/fixtures/shared.ts';
import { makeStore } from '#tests/fixtures/store.ts';

const SPAN = { from: '2018-01-01', to: '2025-03-01' };
const FILES = ['sh600519', 'sz002142', 'sz300750', 'sh000300', 'meta'].map((name) => `${name}.csv`);

describeWithRig('AKTools', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await startRig(FILES);
  });
  afterAll(() => rig.stop());
  afterEach(() => rig.clearFaults());

  const update = (
    store: Store,
    symbols: string[],
    options: Partial<AktoolsOptions> = {},
  ): Promise<UpdateOutcome[]> => {
    const source = createAktools({ url: rig.url, spacingMs: 0, backOffMs: 5, ...options });
    return updateFrom(source, store, { symbols, ...SPAN }, makeContext());
  };

  describe('gives what the CSV files give', () => {
    it.each(['600519.SH', '002142.SZ', '300750.SZ'])('for %s', async (symbol) => {
      const [fromNet, fromFile] = [makeStore(), makeStore()];
      const [digits, exchange] = symbol.split('.');
      const file = sharedPath('data', 'bars', `${exchange.toLowerCase()}${digits}.csv`);
      await importPaths(fromFile, { paths: [file] }, makeContext());
      expect(await update(fromNet, [symbol])).toMatchObject([{ symbol, changed: 0, error: null }]);
      const got = fromNet.bars.readSeries(symbol);
      const wanted = fromFile.bars.readSeries(symbol, 20180101, 20250301);
      expectSameUpToRounding(got, wanted);
    });

    it('for the index, which has no factors', async () => {
      const [fromNet, fromFile] = [makeStore(), makeStore()];
      const paths = [sharedPath('data', 'bars', 'sh000300.csv')];
      await importPaths(fromFile, { paths }, makeContext());
      await update(fromNet, ['000300.SH']);
      const got = fromNet.bars.readSeries('000300.SH');
      expectSameUpToRounding(got, fromFile.bars.readSeries('000300.SH', 20180101, 20250301));
      expect(fromNet.bars.readFactors('000300.SH')).toEqual([]);
    });
  });

  it('changes nothing the second time', async () => {
    const store = makeStore();
    const [first] = await update(store, ['600519.SH']);
    const version = store.bars.dataVersion(['600519.SH']);
    expect(first.added).toBeGreaterThan(1700);
    expect(await update(store, ['600519.SH'])).toMatchObject([{ added: 0, changed: 0 }]);
    expect(store.bars.dataVersion(['600519.SH'])).toBe(version);
  });

  it('names the company and the day it was listed', async () => {
    const store = makeStore();
    await update(store, ['600519.SH']);
    expect(store.instruments.find('600519.SH')).toMatchObject({
      name: '贵州茅台',
      listDate: 20010827,
      isSimulated: false,
    });
  });

  it('leaves the step of every ex-date as the file has it when a file comes on top', async () => {
    const store = makeStore();
    await update(store, ['600519.SH']);
    const before = store.bars.readSeries('600519.SH');
    const paths = [sharedPath('data', 'bars', 'sh600519.csv')];
    await importPaths(store, { paths }, makeContext());
    expect(store.bars.readSeries('600519.SH', 20180101, 20250301).factor).toEqual(before.factor);
  });

  describe('ends a fault in a clear error and an unchanged database', () => {
    const http = { attempts: 2, timeoutMs: 15_000 };
    const expectUnchanged = async (
      fault: Record<string, string>,
      expected: object,
      options: Partial<AktoolsOptions> = http,
    ): Promise<void> => {
      const store = makeStore();
      await update(store, ['002142.SZ']);
      const before = [store.bars.stats(), store.bars.dataVersion(['002142.SZ', '600519.SH'])];
      await rig.setFaults(fault);
      await expect(update(store, ['600519.SH'], options)).resolves.toMatchObject([
        { symbol: '600519.SH', added: 0, error: expected },
      ]);
      expect([store.bars.stats(), store.bars.dataVersion(['002142.SZ', '600519.SH'])]).toEqual(
        before,
      );
    };

    it('when EastMoney closes the socket', async () => {
      await expectUnchanged(
        { drop: 'eastmoney' },
        { code: 'SOURCE_UNREACHABLE', details: { upstream: 'eastmoney', status: 500 } },
      );
    });

    it('when Sina closes the socket after the bars were read', async () => {
      await expectUnchanged(
        { drop: 'sina' },
        { code: 'SOURCE_UNREACHABLE', details: { upstream: 'sina', status: 500 } },
      );
    });

    it('when the reply is empty', async () => {
      await expectUnchanged(
        { empty: 'push2his' },
        { code: 'SOURCE_BAD_DATA', details: { isEmpty: true } },
      );
    });

    it('when the answer takes too long', async () => {
      const store = makeStore();
      await rig.setFaults({ delay_ms: '1500' });
      const options = { attempts: 1, timeoutMs: 200 };
      await expect(update(store, ['600519.SH'], options)).rejects.toMatchObject({
        code: 'SOURCE_UNREACHABLE',
        details: { reason: 'no full reply in 200 ms' },
      });
      expect(store.bars.stats()).toEqual([]);
    });

    it('when no such symbol exists', async () => {
      const store = makeStore();
      expect(await update(store, ['600999.SH'])).toMatchObject([
        { symbol: '600999.SH', error: { code: 'SOURCE_BAD_DATA' } },
      ]);
      expect(store.bars.stats()).toEqual([]);
      expect(store.instruments.list()).toEqual([]);
    });
  });

  it('goes on to the next symbol after one that does not exist', async () => {
    const store = makeStore();
    const outcomes = await update(store, ['600999.SH', '600519.SH']);
    expect(outcomes.map(({ error }) => error?.code ?? null)).toEqual(['SOURCE_BAD_DATA', null]);
    expect(store.bars.stats()).toMatchObject([{ symbol: '600519.SH' }]);
  });

  it('stops asking after three failures in a row, and keeps what came before', async () => {
    const store = makeStore();
    const wrong = ['600991.SH', '600992.SH', '600993.SH', '002142.SZ'];
    const outcomes = await update(store, ['600519.SH', ...wrong]);
    expect(outcomes.map(({ symbol, error }) => [symbol, error?.code])).toEqual([
      ['600519.SH', undefined],
      ['600991.SH', 'SOURCE_BAD_DATA'],
      ['600992.SH', 'SOURCE_BAD_DATA'],
      ['600993.SH', 'SOURCE_BAD_DATA'],
      ['002142.SZ', 'SOURCE_RATE_LIMITED'],
    ]);
    expect(store.bars.stats()).toHaveLength(1);
  });

  it('never asks for adjusted bars', async () => {
    await update(makeStore(), ['600519.SH']);
    const asked = (await rig.readLog()).filter(({ path }) => path.includes('kline/get'));
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.every(({ query }) => query.fqt === '0')).toBe(true);
  });

  it('passes the connection test', async () => {
    const input = { source: 'aktools' as const, url: rig.url };
    expect(await testSource(makeStore(), input, makeContext())).toMatchObject({
      isReachable: true,
    });
  });
});

/** EastMoney rounds volume to one 手 and prices to a fen. */
function expectSameUpToRounding(got: DailySeries, wanted: DailySeries): void {
  expect([...got.tradeDate]).toEqual([...wanted.tradeDate]);
  expect(got.tradeDate.length).toBeGreaterThan(1500);
  for (const column of ['open', 'high', 'low', 'close'] as const) {
    expect(largestGap(got[column], wanted[column])).toBeLessThanOrEqual(0.005 + 1e-9);
  }
  expect(largestGap(got.volume, wanted.volume)).toBeLessThanOrEqual(50);
  expect(largestGap(got.amount, wanted.amount)).toBeLessThanOrEqual(0.005);
  const scale = got.factor[0] / wanted.factor[0];
  const rescaled = wanted.factor.map((factor) => factor * scale);
  expect(largestGap(got.factor, rescaled)).toBeLessThanOrEqual(1e-9);
}

function largestGap(a: Float64Array, b: Float64Array): number {
  return a.reduce((gap, value, i) => Math.max(gap, Math.abs(value - b[i])), 0);
}
