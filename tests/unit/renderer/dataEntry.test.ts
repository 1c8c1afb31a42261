import { describe, expect, it } from 'vitest';
import type { ImportOutcome } from '#shared/dataContract.ts';
import { isCsv, toBatches } from '#renderer/components/data/transfer/batches.ts';
import {
  countOutcomes,
  lineWords,
  toOutcomeLines,
} from '#renderer/components/data/transfer/outcomeLines.ts';
import { createFormatter } from '#renderer/text/format.ts';
import { MESSAGES } from '#renderer/text/index.ts';
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

  it('takes symbols abroad with their exchange', () => {
    expect(parseSymbolList('00700.hk AAPL.US').symbols).toEqual(['00700.HK', 'AAPL.US']);
    expect(parseSymbolList('00700 AAPL').invalid).toEqual(['00700', 'AAPL']);
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

describe('outcome of an import', () => {
  const base: ImportOutcome = {
    file: 'a.csv',
    symbol: null,
    added: 0,
    changed: 0,
    quarantined: 0,
    skipped: null,
    error: null,
  };
  const good = { ...base, file: 'good.csv', added: 10, symbol: '600519.SH' };
  const meta = { ...base, file: 'meta.csv', skipped: 'holds no bars' };
  const bad: ImportOutcome = {
    ...base,
    file: 'bad.csv',
    error: { code: 'INVALID_INPUT', message: 'line 3: "x" is not a number' },
  };

  it('lists what failed first, then what was skipped', () => {
    const lines = toOutcomeLines([good, meta, bad]);
    expect(lines.map(({ file }) => file)).toEqual(['bad.csv', 'meta.csv', 'good.csv']);
  });

  it('counts what succeeded, was skipped and failed', () => {
    expect(countOutcomes([good, good, meta, bad])).toEqual([2, 1, 1]);
  });

  it('says in words what became of a file, with the particulars in the same language', () => {
    const say = (line: ImportOutcome) =>
      lineWords(line, MESSAGES['zh-CN'], createFormatter('zh-CN'), 'zh-CN');
    expect(say({ ...good, changed: 2 })).toBe('新增 10 条 · 更正 2 条');
    expect(say(base)).toBe('已是最新');
    expect(say(bad)).toContain('第 3 行: 「x」不是数字');
  });
});
