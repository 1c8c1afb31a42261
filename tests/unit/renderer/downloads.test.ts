import { describe, expect, it } from 'vitest';
import {
  canResume,
  countStates,
  inQueueOrder,
  outcomeWords,
} from '#renderer/components/data/download/symbolRows.ts';
import type { SymbolRow } from '#renderer/components/data/download/symbolRows.ts';
import { addSample, paceOf } from '#renderer/stores/pace.ts';
import { explainDetail } from '#renderer/text/details.ts';
import { createFormatter } from '#renderer/text/format.ts';
import { MESSAGES } from '#renderer/text/index.ts';
import { DOWNLOAD_STATES } from '#shared/dataContract.ts';

const row = (symbol: string, more: Partial<SymbolRow> = {}): SymbolRow => ({
  symbol,
  state: 'waiting',
  source: null,
  added: 0,
  changed: 0,
  factors: 0,
  quarantined: 0,
  from: null,
  to: null,
  error: null,
  ...more,
});

describe('the queue of a download', () => {
  const rows = [
    row('a', { state: 'done' }),
    row('b', { state: 'running' }),
    row('c'),
    row('d', { state: 'failed' }),
    row('e'),
  ];

  it('shows what goes on and what failed before what waits and what is done', () => {
    expect(inQueueOrder(rows).map(({ symbol }) => symbol)).toEqual(['b', 'd', 'c', 'e', 'a']);
    expect(countStates(rows)).toEqual({ running: 1, failed: 1, waiting: 2, done: 1 });
  });

  it('can go on after every end but the whole one', () => {
    expect(DOWNLOAD_STATES.filter(canResume)).toEqual([
      'incomplete',
      'cancelled',
      'limited',
      'interrupted',
    ]);
  });

  it('says what came of a symbol', () => {
    const say = (one: SymbolRow) =>
      outcomeWords(one, MESSAGES['zh-CN'], createFormatter('zh-CN'), 'zh-CN');
    expect(say(row('a'))).toBe('');
    expect(say(row('a', { state: 'done' }))).toBe('已是最新');
    expect(say(row('a', { state: 'done', added: 1200, changed: 2, quarantined: 1 }))).toBe(
      '新增 1,200 · 更正 2 · 隔离 1',
    );
    const error = {
      code: 'SOURCE_BAD_DATA' as const,
      message: 'sina: asked for 600519.SH, served 000001.SZ',
    };
    expect(say(row('a', { state: 'failed', error }))).toContain(
      '新浪: 所问是 600519.SH，返回的是 000001.SZ',
    );
  });
});

describe('the pace of a download', () => {
  it('is that of the last minute, so that a pause shows', () => {
    let samples = addSample([], { atMs: 0, done: 0 });
    samples = addSample(samples, { atMs: 50_000, done: 100 });
    samples = addSample(samples, { atMs: 100_000, done: 110 });
    expect(samples.map(({ done }) => done)).toEqual([100, 110]);
    expect(paceOf(samples, 160, 100_000)).toEqual({ perSecond: 0.2, secondsLeft: 250 });
    expect(paceOf(samples, 160, 150_000).perSecond).toBe(0.1);
  });

  it('is unknown until something was done for a while', () => {
    const unknown = { perSecond: null, secondsLeft: null };
    expect(paceOf([], 10, 0)).toEqual(unknown);
    expect(paceOf([{ atMs: 0, done: 0 }], 10, 60_000)).toEqual(unknown);
    const quick = addSample([{ atMs: 0, done: 0 }], { atMs: 500, done: 3 });
    expect(paceOf(quick, 10, 1000)).toEqual(unknown);
  });

  it('begins anew when another download begins', () => {
    expect(addSample([{ atMs: 0, done: 50 }], { atMs: 10, done: 0 })).toEqual([
      { atMs: 10, done: 0 },
    ]);
  });
});

describe('particulars of checks', () => {
  it.each([
    ['no bar on 3 days to 2024-03-12', '至 2024-03-12 共缺 3 个交易日'],
    [
      'close moved 34.2% without an ex-date, more than the 10% of that day',
      '收盘价变动 34.2%，但没有除权除息',
    ],
    [
      'eastmoney corrected 2024-03-12: close 15.2 → 15.1',
      '东方财富 更正了 2024-03-12：close 15.2 → 15.1',
    ],
    [
      'a row of sina was put aside: the high lies below the open or the close',
      '新浪 的一行数据已隔离：最高价低于开盘价或收盘价',
    ],
    [
      "adjust factor steps by 1.0204 by sina, by 1.0101 by eastmoney's dividends; sina's is used throughout",
      '复权因子之比：新浪 为 1.0204，东方财富 为 1.0101；全部采用 新浪 的因子',
    ],
    [
      '5-minute bars do not add up to their day: volume 180, the day says 200',
      '5 分钟线合计与日线不符：成交量 180，日线为 200',
    ],
  ])('are said in Chinese with their figures: %s', (note, words) => {
    expect(explainDetail(note, 'zh-CN')).toBe(words);
    expect(explainDetail(note, 'en')).toBe(note);
  });

  it('leave addresses as they are', () => {
    const detail = 'push2his.eastmoney.com answered 500 to /api/qt';
    expect(explainDetail(detail, 'zh-CN')).toBe('push2his.eastmoney.com 对 /api/qt 返回 500');
  });
});
