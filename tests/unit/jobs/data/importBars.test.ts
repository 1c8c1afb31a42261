import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toDailyText, toMinutesText } from '#main/jobs/data/barsText.ts';
import { importFiles, importPaths } from '#main/jobs/data/importBars.ts';
import type { BarColumns } from '#shared/domain.ts';
import { makeBars, makeBatch, makeInstrument } from '#tests/fixtures/bars.ts';
import { makeMinutes } from '#tests/fixtures/minutes.ts';
import { removeBars } from '#main/jobs/data/removeBars.ts';
import { makeContext } from '#tests/fixtures/context.ts';
import { makeStore } from '#tests/fixtures/store.ts';
import { makeTempDir } from '#tests/fixtures/tempDir.ts';

const GOOD =
  'date,open,high,low,close,volume\n2024-01-02,10,11,9,10,100\n2024-01-03,10,11,9,10,200\n';
const BAD = `${GOOD}2024-01-04,10,9,9,10,100\n`;

function makeFolder(files: Record<string, string>): string {
  const folder = makeTempDir();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

describe('importPaths', () => {
  it('takes a folder file by file: good ones in, bad ones named, others passed over', async () => {
    const folder = makeFolder({
      'sh600519.csv': GOOD,
      'sz000858.csv': BAD,
      'meta.csv': 'symbol,name\nsh600519,贵州茅台\n',
      'notes.md': 'not a table',
    });
    mkdirSync(join(folder, 'minute.csv.d'));
    const store = makeStore();
    expect(await importPaths(store, { paths: [folder] }, makeContext())).toMatchObject([
      { file: 'meta.csv', symbol: null, skipped: 'holds no bars: no date column', error: null },
      { file: 'sh600519.csv', symbol: '600519.SH', added: 2, skipped: null, error: null },
      {
        file: 'sz000858.csv',
        symbol: null,
        added: 0,
        error: { code: 'SOURCE_BAD_DATA', details: { file: 'sz000858.csv', line: 4 } },
      },
    ]);
    expect(store.bars.stats()).toMatchObject([{ symbol: '600519.SH', count: 2, source: 'csv' }]);
  });

  it('leaves bars that were there before a bad file', async () => {
    const store = makeStore();
    const folder = makeFolder({ 'sh600519.csv': GOOD });
    await importPaths(store, { paths: [folder] }, makeContext());
    const before = store.bars.dataVersion(['600519.SH']);
    writeFileSync(join(folder, 'sh600519.csv'), BAD.replace('10,11,9,10,100', '12,13,11,12,100'));
    const [outcome] = await importPaths(store, { paths: [folder] }, makeContext());
    expect(outcome.error).toMatchObject({ code: 'SOURCE_BAD_DATA' });
    expect(store.bars.dataVersion(['600519.SH'])).toBe(before);
  });

  it('changes nothing the second time', async () => {
    const store = makeStore();
    const paths = [join(makeFolder({ '600519.csv': GOOD }), '600519.csv')];
    await importPaths(store, { paths }, makeContext());
    expect(await importPaths(store, { paths }, makeContext())).toMatchObject([
      { added: 0, changed: 0, error: null },
    ]);
  });

  it('refuses a folder without tables', async () => {
    const paths = [makeFolder({ 'readme.md': 'x' })];
    await expect(importPaths(makeStore(), { paths }, makeContext())).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  it('refuses index bars under the name of a share, and puts money of another size aside', async () => {
    const store = makeStore();
    const bars = makeBars(200, 20200102, 50);
    const index = { ...makeInstrument('000300.SH'), board: 'index' as const };
    store.bars.save(makeBatch(bars, { instrument: index }));
    const odd = { ...makeBars(200, 20200102, 10) };
    odd.amount[7] *= 7;
    const toText = (symbol: string, columns: BarColumns): string =>
      toDailyText({
        ...columns,
        symbol,
        factor: columns.close.map(() => 1),
        isSt: new Uint8Array(200),
      });
    const folder = makeFolder({
      'sh600519.csv': toText('600519.SH', bars),
      'sz000001.csv': toText('000001.SZ', odd),
    });
    expect(await importPaths(store, { paths: [folder] }, makeContext())).toMatchObject([
      { symbol: null, error: { code: 'SOURCE_BAD_DATA', details: { servedSymbol: '000300.SH' } } },
      { symbol: '000001.SZ', added: 199, quarantined: 1, error: null },
    ]);
    expect(store.quarantine.list('000001.SZ')).toMatchObject([{ tradeDate: '20200109' }]);
    expect(store.findings.list({ symbol: '000001.SZ' })).toMatchObject([{ kind: 'badBar' }]);
    expect(store.bars.stats().map(({ symbol }) => symbol)).toEqual(['000001.SZ', '000300.SH']);
  });

  it('names the line of a file of minutes that cannot be', async () => {
    const text = toMinutesText(makeMinutes([20260105])).replace(
      '\n2026-01-05 09:50,',
      '\n2026-01-05 09:25,',
    );
    const folder = makeFolder({ 'sh600519_5min.csv': text });
    expect(await importPaths(makeStore(), { paths: [folder] }, makeContext())).toMatchObject([
      { added: 0, error: { code: 'SOURCE_BAD_DATA', details: { line: 5 } } },
    ]);
  });

  it('refuses a path that is not there, before anything is imported', async () => {
    const store = makeStore();
    const folder = makeFolder({ '600519.csv': GOOD });
    const paths = [folder, join(folder, 'gone.csv')];
    await expect(importPaths(store, { paths }, makeContext())).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { path: paths[1] },
    });
    expect(store.bars.stats()).toEqual([]);
  });

  it('takes a given symbol for one file, and not for several', async () => {
    const folder = makeFolder({ 'a.csv': GOOD, 'b.csv': GOOD });
    const symbol = '000001.SZ';
    const store = makeStore();
    const paths = [join(folder, 'a.csv')];
    expect(await importPaths(store, { paths, symbol }, makeContext())).toMatchObject([{ symbol }]);
    await expect(
      importPaths(store, { paths: [folder], symbol }, makeContext()),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('stops between files when it is cancelled', async () => {
    const store = makeStore();
    const folder = makeFolder({ '600519.csv': GOOD, '600520.csv': GOOD });
    const context = makeContext();
    const report = ({ done }: { done: number }): void => {
      if (done === 1) context.cancel();
    };
    const call = importPaths(store, { paths: [folder, folder] }, { ...context, report });
    await expect(call).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(store.bars.stats()).toHaveLength(2);
  });
});

describe('importFiles', () => {
  it('imports bytes that came with the call, under the last part of the name', async () => {
    const base64 = Buffer.from(GOOD).toString('base64');
    const files = [{ name: 'C:/bars/600519.csv', base64 }];
    const store = makeStore();
    expect(await importFiles(store, { files }, makeContext())).toMatchObject([
      { file: '600519.csv', symbol: '600519.SH', added: 2 },
    ]);
    expect(await removeBars(store, { symbol: '600519.SH' })).toEqual({ removed: 2 });
  });
});
