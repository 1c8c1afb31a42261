import { describe, expect, it } from 'vitest';
import { isCsv, toBatches } from '#renderer/components/data/batches.ts';
import { toOutcomeLines } from '#renderer/components/data/outcomeLines.ts';
import { parseSymbolList } from '#renderer/components/data/symbolList.ts';

describe('typed symbols', () => {
  it('takes every usual spelling, separated by spaces, lines or commas of both scripts', () => {
    const { symbols, invalid } = parseSymbolList('600519 sz000001，300750.SZ、sh.688981\n430047');
    expect(symbols).toEqual(['600519.SH', '000001.SZ', '300750.SZ', '688981.SH', '430047.BJ']);
    expect(invalid).toEqual([]);
  });

  it('keeps each symbol once', () => {
    expect(parseSymbolList('600519 600519.SH sh600519').symbols).toEqual(['600519.SH']);
  });

  it('reads bare 000300 as the index and 000001 as the share', () => {
    expect(parseSymbolList('000300 000001').symbols).toEqual(['000300.SH', '000001.SZ']);
  });

  it('names what it does not understand', () => {
    expect(parseSymbolList('600519 茅台 12345 999999').invalid).toEqual([
      '茅台',
      '12345',
      '999999',
    ]);
  });
});

describe('batches of files', () => {
  const file = (size: number) => ({ size });

  it('stays under the limits and keeps the order', () => {
    const files = [3, 3, 3, 9, 1].map(file);
    const batches = toBatches(files, { bytes: 6, files: 10 });
    expect(batches.map((batch) => batch.map(({ size }) => size))).toEqual([[3, 3], [3], [9], [1]]);
    expect(batches.flat()).toEqual(files);
  });

  it('limits the number of files', () => {
    const batches = toBatches([1, 1, 1].map(file), { bytes: 100, files: 2 });
    expect(batches.map((batch) => batch.length)).toEqual([2, 1]);
  });

  it('knows CSV files by their name', () => {
    expect(['a.csv', 'B.CSV', 'c.xlsx'].filter(isCsv)).toEqual(['a.csv', 'B.CSV']);
  });
});

describe('outcome of a download or import', () => {
  it('lists what failed first, then what was skipped', () => {
    const base = { file: 'a.csv', symbol: null, added: 0, changed: 0, skipped: null, error: null };
    const lines = toOutcomeLines(
      [],
      [
        { ...base, file: 'good.csv', added: 10, symbol: '600519.SH' },
        { ...base, file: 'meta.csv', skipped: 'holds no bars' },
        { ...base, file: 'bad.csv', error: { code: 'INVALID_INPUT', message: 'line 3' } },
      ],
    );
    expect(lines.map(({ title }) => title)).toEqual([
      'bad.csv',
      'meta.csv',
      '600519.SH ← good.csv',
    ]);
  });
});
