import { describe, expect, it } from 'vitest';
import { pickMinutes } from '#main/market/minutes.ts';
import type { MinuteColumns } from '#shared/domain.ts';
import { makeMinutes } from '#tests/fixtures/minutes.ts';
import { makeStore } from '#tests/fixtures/store.ts';

const SYMBOL = '600519.SH';
const batch = (bars: MinuteColumns) =>
  ({ symbol: SYMBOL, period: 5, bars, source: 'sina' }) as const;

describe('minutes', () => {
  it('come back as they were saved, and saving them again writes nothing', () => {
    const { minutes } = makeStore();
    const bars = makeMinutes([20260105, 20260106]);
    expect(minutes.save(batch(bars))).toEqual({ added: 96, changed: 0, same: 0 });
    expect(minutes.save(batch(bars))).toEqual({ added: 0, changed: 0, same: 96 });
    expect(minutes.read(SYMBOL, 5)).toEqual(bars);
    expect(minutes.read(SYMBOL, 1).time).toHaveLength(0);
    expect(minutes.read(SYMBOL, 5, 20260106, 20260106).time[0]).toBe(202601060935);
  });

  it('map which days are covered, and how far', () => {
    const { minutes } = makeStore();
    const bars = makeMinutes([20260105, 20260106]);
    bars.isRepaired[50] = 1;
    minutes.save(
      batch(
        pickMinutes(
          bars,
          Int32Array.from({ length: 60 }, (_, i) => i),
        ),
      ),
    );
    expect(minutes.days(SYMBOL, 5)).toMatchObject([
      { tradeDate: 20260105, bars: 48, expected: 48, repaired: 0 },
      { tradeDate: 20260106, bars: 12, expected: 48, repaired: 1 },
    ]);
    minutes.save(batch(bars));
    expect(minutes.days(SYMBOL, 5, 20260106)).toMatchObject([{ bars: 48 }]);
    expect(minutes.periods()).toEqual(new Map([[SYMBOL, [5]]]));
  });

  it('keep a known amount when a source without amounts repeats the bar', () => {
    const { minutes } = makeStore();
    const bars = makeMinutes([20260105]);
    minutes.save(batch(bars));
    minutes.save(batch({ ...bars, amount: new Float64Array(48).fill(NaN) }));
    expect(minutes.read(SYMBOL, 5).amount).toEqual(bars.amount);
  });

  it('refuse a bar that no exchange printed, and store nothing of its batch', () => {
    const { minutes } = makeStore();
    const bars = makeMinutes([20260105]);
    bars.low[7] = 0;
    expect(() => minutes.save(batch(bars))).toThrow(/inspected/);
    expect(minutes.read(SYMBOL, 5).time).toHaveLength(0);
  });
});
