import { describe, expect, it } from 'vitest';
import { inspectSeries } from '#main/market/inspectSeries.ts';
import type { SeriesContext } from '#main/market/inspectSeries.ts';
import type { DailySeries } from '#shared/domain.ts';
import { makeSeries, readSeries } from '#tests/fixtures/dailySeries.ts';
import { describeWithShared } from '#tests/fixtures/shared.ts';
import { weekdays } from '#tests/fixtures/weekdays.ts';

const NOTHING_KNOWN: SeriesContext = { board: 'main', listDate: null, sessions: new Int32Array(0) };
const flat = (length: number, price: number) => Array.from({ length }, () => ({ close: price }));
const kinds = (series: DailySeries, more: Partial<SeriesContext> = {}) =>
  inspectSeries(series, { ...NOTHING_KNOWN, ...more }).map(({ kind, tradeDate }) => [
    kind,
    tradeDate,
  ]);

describe('inspectSeries', () => {
  it('finds sessions without a bar by the calendar, and says nothing without one', () => {
    const dates = weekdays(20240102, 20);
    const bars = [...dates]
      .filter((_, i) => i !== 7 && i !== 8)
      .map((tradeDate) => ({ tradeDate, close: 10 }));
    const series = makeSeries('600519.SH', bars);
    expect(kinds(series)).toEqual([]);
    expect(kinds(series, { sessions: dates })).toEqual([['gap', dates[7]]]);
  });

  it('takes a gap more seriously where the source prints suspensions', () => {
    const dates = weekdays(20240102, 10);
    const bars = [...dates].map((tradeDate, i) => ({
      tradeDate,
      close: 10,
      volume: i === 2 ? 0 : 1e6,
    }));
    const context = { ...NOTHING_KNOWN, sessions: dates };
    const severity = (left: typeof bars) =>
      inspectSeries(makeSeries('600519.SH', left), context).find(({ kind }) => kind === 'gap')
        ?.severity;
    expect(severity(bars.filter((_, i) => i !== 5))).toBe('warning');
    expect(severity(bars.filter((_, i) => i !== 5 && i !== 2))).toBe('info');
  });

  it('judges a jump by the limit of its day, its board and ST', () => {
    const jump = (
      symbol: string,
      board: 'main' | 'chinext',
      from: number,
      ratio: number,
      isSt = false,
    ) => {
      const bars = [...flat(10, 10), ...flat(3, 10 * ratio)].map((bar) => ({ ...bar, isSt }));
      return kinds(makeSeries(symbol, bars, from), { board }).length;
    };
    expect(jump('600519.SH', 'main', 20240102, 1.1)).toBe(0);
    expect(jump('600519.SH', 'main', 20240102, 1.12)).toBe(1);
    expect(jump('600519.SH', 'main', 20240102, 0.88)).toBe(1);
    expect(jump('600519.SH', 'main', 20240102, 1.07, true)).toBe(1);
    expect(jump('300750.SZ', 'chinext', 20200601, 1.15)).toBe(1);
    expect(jump('300750.SZ', 'chinext', 20240102, 1.15)).toBe(0);
  });

  it('takes an ex-date for no jump', () => {
    const bars = [...flat(10, 20), ...flat(5, 10).map((bar) => ({ ...bar, factor: 2 }))];
    expect(kinds(makeSeries('600519.SH', bars))).toEqual([]);
  });

  it('leaves the first days of a listing and the day after a long suspension alone', () => {
    const listing = [{ close: 10 }, { close: 14.4 }, { close: 20 }, ...flat(10, 20)];
    expect(kinds(makeSeries('600519.SH', listing))).toEqual([]);
    const idle = Array.from({ length: 25 }, () => ({ close: 10, volume: 0 }));
    const back = [...flat(10, 10), ...idle, ...flat(5, 15)];
    expect(kinds(makeSeries('600519.SH', back)).map(([kind]) => kind)).toEqual(['suspended']);
  });

  it('says for an empty series nothing', () => {
    expect(kinds(makeSeries('600519.SH', []))).toEqual([]);
  });
});

describeWithShared('inspectSeries of real bars', () => {
  it.each(['sz000001', 'sh600036', 'sz300750'])('finds no jump in %s', (file) => {
    const series = readSeries(file);
    const board = file === 'sz300750' ? 'chinext' : 'main';
    expect(kinds(series, { board }).filter(([kind]) => kind === 'jump')).toEqual([]);
  });

  it('finds the day of the share reform, on which a part was paid that no factor holds', () => {
    const jumps = kinds(readSeries('sh600519')).filter(([kind]) => kind === 'jump');
    expect(jumps).toEqual([['jump', 20060525]]);
  });
});
