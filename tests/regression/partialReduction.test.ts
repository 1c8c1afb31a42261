import { describe, expect, test } from 'vitest';
import { timing } from '#main/signals/timing.ts';
import { timingSettingsSchema } from '#shared/run.ts';
import type { TimingSettings } from '#shared/run.ts';
import { makeSeries } from '#tests/fixtures/dailySeries.ts';
import type { BarInput } from '#tests/fixtures/dailySeries.ts';
import { FREE, runScript } from '#tests/fixtures/scripted.ts';

/** Bought 9500 at the second bar's open; half of a day's volume may be taken. */
function run(bars: BarInput[], settings: Partial<TimingSettings> = {}, symbol = '600519.SH') {
  const series = makeSeries(symbol, bars);
  const predictions = {
    symbol,
    tradeDate: series.tradeDate,
    probability: new Float64Array(bars.length).fill(0.7),
  };
  const parsed = timingSettingsSchema.parse({ cash: 100_000, takeProfit: 0, ...settings });
  const costs = { ...FREE, volumeCap: 0.5 };
  const result = runScript(series, timing(parsed, [predictions]), { cash: 100_000, costs });
  return result.markers
    .slice(1)
    .map(({ kind, shares, tradeDate }) => [kind, shares, result.dates.indexOf(tradeDate)]);
}

const thin = { volume: 2000 };

describe('a reduction that the day does not take whole', () => {
  test('goes on with what is missing before the next level counts', () => {
    const at = { close: 11.5 };
    const bars = [
      { close: 10 },
      { close: 10 },
      { close: 11 },
      { close: 11.5, ...thin },
      at,
      at,
      at,
    ];
    expect(run(bars)).toEqual([
      ['reduce', 1000, 3],
      ['reduce', 2100, 4],
      ['reduce', 3200, 5],
    ]);
  });

  test('goes on within the day as well', () => {
    const up = { open: 10.7, high: 11, low: 10.7, close: 10.7 };
    const bars = [{ close: 10 }, { close: 10 }, { ...up, ...thin }, up, up];
    expect(run(bars, { exits: 'intraday', trailingStop: 0 })).toEqual([
      ['reduce', 1000, 2],
      ['reduce', 2100, 3],
    ]);
  });

  test('lets the rest be when it is less than the smallest order', () => {
    const at = { close: 11.5 };
    const bars = [{ close: 10 }, { close: 10 }, { close: 11 }, { ...at, volume: 6000 }, at, at];
    expect(run(bars, {}, '688981.SH')).toEqual([
      ['reduce', 3000, 3],
      ['reduce', 3250, 4],
    ]);
  });
});
