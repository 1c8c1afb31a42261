import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { updateBars } from '#main/jobs/data/updateBars.ts';
import { updateMinutes } from '#main/jobs/data/updateMinutes.ts';
import { adjustBars } from '#main/market/adjust.ts';
import type { Store } from '#main/store/store.ts';
import type { DownloadOutcome } from '#shared/dataContract.ts';
import type { AdjustFactor, BarColumns, NetworkSource, SymbolCode } from '#shared/domain.ts';
import { expectSameBars, readBarsFile, readMinutesFile } from '#tests/fixtures/barsFile.ts';
import type { Rounding } from '#tests/fixtures/barsFile.ts';
import { makeBatch, makeInstrument } from '#tests/fixtures/bars.ts';
import { makeContext } from '#tests/fixtures/context.ts';
import { makeDownloads } from '#tests/fixtures/downloads.ts';
import type { DownloadOptions } from '#tests/fixtures/downloads.ts';
import { startReplyCache } from '#tests/fixtures/replyCache.ts';
import { describeWithRig, describeWithStub, startRig, startStub } from '#tests/fixtures/rig.ts';
import type { Rig, Stub } from '#tests/fixtures/rig.ts';
import { hasShared, sharedPath } from '#tests/fixtures/shared.ts';
import { makeStore } from '#tests/fixtures/store.ts';

/** The 60 shares of the reference bars. */
const FILES = hasShared
  ? readdirSync(sharedPath('data', 'bars')).filter((name) => /^s[hz](6|00|30)\d+\.csv$/.test(name))
  : [];
const SHARES = FILES.filter((name) => name !== 'sh000300.csv').map(
  (name): SymbolCode => `${name.slice(2, 8)}.${name.slice(0, 2).toUpperCase()}`,
);
/** One process of AKTools serves them at about a second each. */
const SHARES_OF_AKTOOLS = SHARES.filter((_, i) => i % 10 === 0);
const FROM = '2019-01-01';
/** The first update ends here, the second one brings the rest. */
const BREAK = '2025-03-20';
const SLOW = 180_000;

const spanOf = (to?: string): { from: string; to?: string; mode: 'tail' } => ({
  from: FROM,
  ...(to !== undefined && { to }),
  mode: 'tail',
});

/** First a whole update, then the tail; both through one source. */
async function updateTwice(
  source: NetworkSource,
  symbols: SymbolCode[],
  options: DownloadOptions,
): Promise<{ store: Store; outcomes: DownloadOutcome[] }> {
  const { dependencies, store } = makeDownloads(options);
  const sources = [source];
  const outcomes: DownloadOutcome[] = [];
  for (const to of [BREAK, undefined]) {
    const request = { sources, symbols, ...spanOf(to) };
    outcomes.push(await updateBars(dependencies, request, makeContext()));
  }
  return { store, outcomes };
}

function expectFilesBars(store: Store, symbol: SymbolCode, rounding: Rounding): void {
  const file = readBarsFile(symbol);
  const start = file.bars.tradeDate.findIndex((date) => date >= 20190101);
  const wanted = cut(file.bars, start);
  const got = store.bars.readSeries(symbol);
  expectSameBars({ bars: got }, wanted, rounding);
  expectSameAdjusting(store, symbol, file.factors ?? []);
}

const cut = (bars: BarColumns, start: number): BarColumns => ({
  tradeDate: bars.tradeDate.slice(start),
  open: bars.open.slice(start),
  high: bars.high.slice(start),
  low: bars.low.slice(start),
  close: bars.close.slice(start),
  volume: bars.volume.slice(start),
  amount: bars.amount.slice(start),
});

/** Both adjustments of the stored series are those of the file's factors over the same bars. */
function expectSameAdjusting(
  store: Store,
  symbol: SymbolCode,
  factors: readonly AdjustFactor[],
): void {
  const got = store.bars.readSeries(symbol);
  const reference = makeStore();
  const instrument = makeInstrument(symbol);
  reference.bars.save(makeBatch(got, { instrument, factors }));
  const wanted = reference.bars.readSeries(symbol);
  for (const adjust of ['forward', 'backward'] as const) {
    const [left, right] = [adjustBars(got, adjust).close, adjustBars(wanted, adjust).close];
    const gap = left.reduce((most, value, i) => Math.max(most, Math.abs(value / right[i] - 1)), 0);
    expect(gap).toBeLessThanOrEqual(1e-6);
  }
}

/** Nothing failed; the second update asked for the tail only and changed nothing that was there. */
function expectWhole(outcomes: readonly DownloadOutcome[]): void {
  const [first, second] = outcomes;
  expect([first.state, second.state]).toEqual(['done', 'done']);
  for (const { added, changed, error } of first.symbols) {
    expect([changed, error]).toEqual([0, null]);
    expect(added).toBeGreaterThan(100);
  }
  for (const { added, changed, from, error } of second.symbols) {
    expect([changed, error]).toEqual([0, null]);
    expect(added).toBeGreaterThan(0);
    expect(from).toBe('2025-03-14');
  }
}

describeWithStub('a first update and a tail update of 60 shares', () => {
  let stub: Stub;
  let cache: Awaited<ReturnType<typeof startReplyCache>>;
  beforeAll(async () => {
    stub = await startStub([...FILES, 'meta.csv']);
    cache = await startReplyCache(stub.stubUrl);
  });
  afterAll(() => {
    cache.stop();
    return stub.stop();
  });

  it.each([
    ['eastmoney', { volume: 50, amount: 0.005 }],
    ['tencent', { volume: 50, amount: 50.001 }],
    ['sina', { volume: 0, amount: 0.5 }],
  ] as const)(
    'through %s give the bars and both adjustments of the files',
    async (source, rounding) => {
      const { store, outcomes } = await updateTwice(source, SHARES, { url: cache.url });
      expect(SHARES).toHaveLength(60);
      expectWhole(outcomes);
      for (const symbol of SHARES) expectFilesBars(store, symbol, rounding);
    },
    SLOW,
  );
});

describeWithRig('a first update and a tail update through AKTools', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await startRig([...FILES, 'meta.csv']);
  });
  afterAll(() => rig.stop());

  it(
    'give the bars and both adjustments of the files',
    async () => {
      const options = { aktoolsUrl: rig.url, url: rig.stubUrl };
      const { store, outcomes } = await updateTwice('aktools', SHARES_OF_AKTOOLS, options);
      expectWhole(outcomes);
      for (const symbol of SHARES_OF_AKTOOLS) {
        expectFilesBars(store, symbol, { volume: 50, amount: 0.005 });
      }
      expect(store.instruments.factorSource(SHARES_OF_AKTOOLS[0])).toBe('aktools');
    },
    SLOW,
  );
});

describeWithStub('an update of minutes', () => {
  let stub: Stub;
  const five = () => readMinutesFile('sh600519_5min_2026.csv', 100);
  const fifteen = () => readMinutesFile('sh600519_15min.csv', 1);
  beforeAll(async () => {
    stub = await startStub(['sh600519.csv', 'meta.csv'], {
      'sh600519.5m.csv': five().stubText,
      'sh600519.15m.csv': fifteen().stubText,
    });
  });
  afterAll(() => stub.stop());

  describe.each(['eastmoney', 'sina'] as const)('through %s', (source) => {
    it('gives the minutes of the files', async () => {
      const now = () => Date.UTC(2026, 3, 18);
      const { dependencies, store } = makeDownloads({ url: stub.stubUrl, now });
      const request = { sources: [source], symbols: ['600519.SH'], periods: [5, 15] as (5 | 15)[] };
      const outcome = await updateMinutes(dependencies, request, makeContext());
      expect(outcome).toMatchObject({ state: 'done', symbols: [{ source, error: null }] });
      for (const [period, { minutes }] of [
        [5, five()],
        [15, fifteen()],
      ] as const) {
        const got = store.minutes.read('600519.SH', period);
        const kept = minutes.time.slice(-got.time.length);
        expect([...got.time]).toEqual([...kept]);
        expect(got.time.length).toBeGreaterThan(1000);
        expect(gapOf(got.close, minutes.close.slice(-kept.length))).toBeLessThanOrEqual(0.005);
        expect(gapOf(got.volume, minutes.volume.slice(-kept.length))).toBeLessThanOrEqual(50);
      }
      // The source's window may begin within a day.
      const wholeDays = store.minutes.days('600519.SH', 15).slice(1);
      expect(wholeDays.every(({ bars }) => bars === 16)).toBe(true);
    });
  });
});

const gapOf = (a: Float64Array, b: Float64Array): number =>
  a.reduce((gap, value, i) => Math.max(gap, Math.abs(value - b[i])), 0);
