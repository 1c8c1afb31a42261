import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { exportBars, exportText } from '#main/jobs/data/exportBars.ts';
import { importPaths } from '#main/jobs/data/importBars.ts';
import { openStore } from '#main/store/store.ts';
import type { Store } from '#main/store/store.ts';
import { makeBars, makeBatch, makeInstrument } from '#tests/fixtures/bars.ts';
import { makeContext } from '#tests/fixtures/context.ts';
import { failureOf, rejectionOf } from '#tests/fixtures/failureOf.ts';
import { makeMinutes } from '#tests/fixtures/minutes.ts';
import { describeWithShared, sharedPath } from '#tests/fixtures/shared.ts';
import { makeStore } from '#tests/fixtures/store.ts';
import { makeTempDir } from '#tests/fixtures/tempDir.ts';

const SYMBOL = '600519.SH';

async function throughFiles(store: Store, symbols: string[]): Promise<Store> {
  const folder = join(makeTempDir(), 'out');
  await exportBars(store, { symbols, folder, minutes: [5] }, makeContext());
  const copy = makeStore();
  const outcomes = await importPaths(copy, { paths: [folder] }, makeContext());
  expect(outcomes.map(({ error, skipped }) => error ?? skipped)).toEqual(outcomes.map(() => null));
  return copy;
}

describe('exportBars', () => {
  it('writes what the import reads back bit for bit, minutes and unknown amounts too', async () => {
    const store = makeStore();
    const bars = makeBars(300);
    bars.amount[7] = NaN;
    bars.volume[9] = 0;
    bars.close[11] = 10.34;
    bars.amount[12] += 0.1 + 0.2;
    store.bars.save(
      makeBatch(bars, {
        factors: [
          { tradeDate: 20200301, factor: 1.0123456789 },
          { tradeDate: 20200601, factor: 4 / 3 },
        ],
        isSt: Uint8Array.from(bars.tradeDate, (date) => Number(date > 20200801)),
      }),
    );
    const minutes = makeMinutes([20260105, 20260106]);
    minutes.isRepaired[3] = 1;
    minutes.amount[4] = NaN;
    store.minutes.save({ symbol: SYMBOL, period: 5, bars: minutes, source: 'sina' });
    const copy = await throughFiles(store, [SYMBOL]);
    expect(copy.bars.readSeries(SYMBOL)).toEqual(store.bars.readSeries(SYMBOL));
    expect(copy.bars.dataVersion([SYMBOL])).toBe(store.bars.dataVersion([SYMBOL]));
    expect(copy.minutes.read(SYMBOL, 5)).toEqual(minutes);
  });

  it('writes bars without any amount so that they come back', async () => {
    const store = makeStore();
    store.bars.save(makeBatch({ ...makeBars(20), amount: new Float64Array(20).fill(NaN) }));
    const copy = await throughFiles(store, [SYMBOL]);
    expect(copy.bars.readSeries(SYMBOL)).toEqual(store.bars.readSeries(SYMBOL));
  });

  it('replaces an earlier export and leaves no rest', async () => {
    const store = makeStore();
    store.bars.save(makeBatch(makeBars(3)));
    const folder = makeTempDir();
    const input = { symbols: [SYMBOL], folder, minutes: [] };
    await exportBars(store, input, makeContext());
    store.bars.save(makeBatch(makeBars(5)));
    await exportBars(store, input, makeContext());
    expect(readdirSync(folder)).toEqual(['sh600519.csv']);
    expect(readFileSync(join(folder, 'sh600519.csv'), 'utf8').trim().split('\n')).toHaveLength(6);
  });

  it('refuses what is not stored and a folder that cannot be', async () => {
    const store = makeStore();
    const folder = makeTempDir();
    const input = { symbols: [SYMBOL], folder, minutes: [] };
    expect(await rejectionOf(exportBars(store, input, makeContext()))).toMatchObject({
      code: 'NOT_ENOUGH_HISTORY',
    });
    store.bars.save(makeBatch(makeBars(3)));
    const nowhere = { ...input, folder: join(folder, 'a', 'b') };
    expect(await rejectionOf(exportBars(store, nowhere, makeContext()))).toMatchObject({
      code: 'INVALID_INPUT',
    });
    const context = makeContext();
    context.cancel();
    expect(await rejectionOf(exportBars(store, input, context))).toMatchObject({
      code: 'CANCELLED',
    });
  });

  it('writes what a damaged database still holds and names what it lost', async () => {
    const file = join(makeTempDir(), 'zuot.db');
    const full = openStore(file);
    const symbols = Array.from({ length: 20 }, (_, i) => `${600_000 + i}.SH`);
    for (const symbol of symbols)
      full.bars.save(makeBatch(makeBars(500), { instrument: makeInstrument(symbol) }));
    full.close();
    const bytes = readFileSync(file);
    const middle = Math.floor(bytes.length / 8192) * 4096;
    writeFileSync(file, bytes.fill(0xa5, middle, middle + 12_288));
    const store = openStore(file);
    onTestFinished(() => store.close());
    const folder = makeTempDir();
    const error = await rejectionOf(
      exportBars(store, { symbols, folder, minutes: [] }, makeContext()),
    );
    expect(error.code).toBe('STORE_DAMAGED');
    const written = readdirSync(folder).length;
    expect(written).toBeGreaterThan(10);
    expect(written).toBeLessThan(20);
    expect(error.details?.written).toBe(written);
  });
});

describe('exportText', () => {
  it('gives the same text as the file, and gathers weeks for reading', () => {
    const store = makeStore();
    store.bars.save(makeBatch(makeBars(14, 20200106)));
    const day = exportText(store, { symbol: SYMBOL, period: 'day' });
    expect(day.name).toBe('sh600519.csv');
    expect(day.text.split('\n')[1]).toBe('2020-01-06,10,10.5,9.5,10,10000,100000,1,0');
    const week = exportText(store, { symbol: SYMBOL, period: 'week' });
    expect(week.name).toBe('sh600519_week.csv');
    expect(week.text.trim().split('\n')).toHaveLength(3);
    expect(failureOf(() => exportText(store, { symbol: SYMBOL, period: 5 }))).toMatchObject({
      code: 'NOT_ENOUGH_HISTORY',
    });
  });
});

describeWithShared('export of real bars', () => {
  it('reads back bit for bit', async () => {
    const store = makeStore();
    const files = ['sh600519', 'sz300750', 'sh000300'];
    const paths = files.map((file) => sharedPath('data', 'bars', `${file}.csv`));
    await importPaths(store, { paths }, makeContext());
    const symbols = store.bars.stats().map(({ symbol }) => symbol);
    const copy = await throughFiles(store, symbols);
    expect(symbols).toHaveLength(3);
    for (const symbol of symbols)
      expect(copy.bars.readSeries(symbol)).toEqual(store.bars.readSeries(symbol));
  });
});
