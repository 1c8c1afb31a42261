import { describe, expect, it } from 'vitest';
import { compareWithDaily } from '#main/market/inspectMinutes.ts';
import { emptyMinutes } from '#main/market/minutes.ts';
import type { MinuteColumns } from '#shared/domain.ts';
import { makeSeries, readSeries } from '#tests/fixtures/dailySeries.ts';
import { makeMinutes } from '#tests/fixtures/minutes.ts';
import { describeWithShared, readShared } from '#tests/fixtures/shared.ts';

describe('compareWithDaily', () => {
  const minutes = makeMinutes([20260105, 20260106]);
  const day = (tradeDate: number, d: number, more = {}) => {
    const part = minutes.volume.subarray(d * 48, (d + 1) * 48);
    const low = minutes.low[d * 48];
    const high = minutes.high[d * 48 + 47];
    return { tradeDate, close: low, low, high, volume: part.reduce((a, b) => a + b, 0), ...more };
  };
  const compare = (...days: ReturnType<typeof day>[]) =>
    compareWithDaily(minutes, 5, makeSeries('600519.SH', days)).map(({ tradeDate, note }) => [
      tradeDate,
      note,
    ]);

  it('finds nothing where minutes add up to their day, or the day is not stored', () => {
    expect(compare(day(20260105, 0), day(20260106, 1))).toEqual([]);
    expect(compare(day(20260105, 0))).toEqual([]);
  });

  it('finds another volume and another range', () => {
    const found = compare(day(20260105, 0, { volume: 5e6 }), day(20260106, 1, { high: 20 }));
    expect(found).toMatchObject([
      [20260105, expect.stringMatching(/volume .* the day says 5000000/)],
      [20260106, expect.stringMatching(/high .* the day says 20/)],
    ]);
  });
});

describeWithShared('compareWithDaily of real bars', () => {
  const readMinutes = (file: string): MinuteColumns => {
    const [head, ...lines] = readShared('data', 'minute', `${file}.csv`).trim().split('\n');
    const names = head.split(',');
    const rows = lines.map((line) => line.split(','));
    const bars = emptyMinutes(rows.length);
    const fill = (column: Float64Array, name: string): void =>
      column.set(
        rows.map((row) => Number(row[names.indexOf(name)].replace(/[-: ]/g, '').slice(0, 14))),
      );
    for (const name of ['open', 'high', 'low', 'close', 'volume', 'amount'] as const) {
      bars[name].set(rows.map((row) => Number(row[names.indexOf(name)])));
    }
    fill(bars.time, 'datetime');
    bars.time.forEach((time, i) => (bars.time[i] = Math.floor(time / 100)));
    return bars;
  };

  it.each(['sh600519', 'sh601318'])('finds that 15 minutes of %s add up to their days', (file) => {
    const daily = readSeries(file, 20250101);
    const minutes = readMinutes(`${file}_15min`);
    expect(minutes.time[0]).toBe(202501020945);
    expect(compareWithDaily(minutes, 15, daily)).toEqual([]);
  });
});
