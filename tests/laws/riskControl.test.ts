import { describe, expect, it } from 'vitest';
import type { BacktestResult } from '#main/backtest/types.ts';
import { createSelectionStrategy } from '#main/signals/selection.ts';
import type { Strategy } from '#main/signals/strategy.ts';
import { timing } from '#main/signals/timing.ts';
import { timingSettingsSchema } from '#shared/run.ts';
import { selectionSettingsOf } from '#shared/selectionSettings.ts';
import { makeSeries } from '#tests/fixtures/dailySeries.ts';
import { runScript } from '#tests/fixtures/scripted.ts';
import { stormySeries } from '#tests/fixtures/stormySeries.ts';

const DAYS = 60;
const CRASH_FROM = 30;
const LOT = 100;
/** Quiet, then five days of −5% and quiet again. */
const closeOn = (day: number, start: number): number =>
  start * 0.95 ** Math.min(5, Math.max(0, day - CRASH_FROM + 1));
const market = [10, 20, 40].map((start, i) =>
  makeSeries(
    `60000${i + 1}.SH`,
    Array.from({ length: DAYS }, (_, day) => ({ close: closeOn(day, start) })),
  ),
);

type Switch = { riskControl: boolean; riskVolatility?: number };
/** Every strategy that trades scores or probabilities, so eager that only risk control holds it back. */
const STRATEGIES: Record<string, (more: Switch, series: typeof market) => Strategy> = {
  timing: (more, series) =>
    timing(
      timingSettingsSchema.parse({ stopLoss: 0, trailingStop: 0, positionShare: 1, ...more }),
      series.map(({ symbol, tradeDate }) => ({
        symbol,
        tradeDate,
        probability: new Float64Array(tradeDate.length).fill(0.9),
      })),
    ),
  topK: (more, series) =>
    createSelectionStrategy(
      'lstm-top30',
      selectionSettingsOf('lstm-top30').parse({ holdCount: 3, ...more }),
      scoresOf(series),
    ),
  rotation: (more, series) =>
    createSelectionStrategy(
      'lstm-select',
      selectionSettingsOf('lstm-select').parse({ holdCount: 3, ...more }),
      scoresOf(series),
    ),
};

/** Scores that change from day to day, on all dates of all series. */
function scoresOf(series: typeof market) {
  const dates = Int32Array.from(new Set(series.flatMap(({ tradeDate }) => [...tradeDate]))).sort();
  const values = new Float64Array(dates.length * series.length).map((_, at) => (at * 7) % 11);
  return { dates, symbols: series.map(({ symbol }) => symbol), values };
}

const exposures = ({ positionValue, equity }: BacktestResult): number[] =>
  Array.from(positionValue, (value, day) => value / equity[day]);

describe.each(Object.keys(STRATEGIES))('risk control over %s', (name) => {
  const create = STRATEGIES[name];

  it('holds a tenth, and a lot of each symbol, one bar after the drawdown passed its limit', () => {
    const result = runScript(market, create({ riskControl: true, riskVolatility: 1 }, market));
    const breach = Array.from(result.equity).findIndex((equity) => equity < 0.9e6);
    const lots = market.reduce((sum, { close }) => sum + LOT * close[breach + 1], 0);
    expect(exposures(result)[breach]).toBeGreaterThan(0.5);
    expect(exposures(result)[breach + 1]).toBeLessThanOrEqual(
      0.1 + lots / result.equity[breach + 1],
    );
    expect(result.markers.some(({ reason }) => reason.startsWith('risk control: '))).toBe(true);
  });

  it('changes nothing, to the last bit, where no limit is passed', () => {
    const calm = market.map((one) =>
      makeSeries(
        one.symbol,
        Array.from({ length: DAYS }, (_, day) => ({ close: 10 + day * 0.01 })),
      ),
    );
    const off = runScript(calm, create({ riskControl: false }, calm));
    const { limits, ...on } = runScript(calm, create({ riskControl: true }, calm));
    expect(limits).toEqual([]);
    expect(on).toEqual(off);
    expect(off.fills.length).toBeGreaterThan(0);
  });

  it('reaches its limit with each sale in a storm, unless the market refused one or split the shares', () => {
    const storm = ['600001.SH', '600002.SH', '000003.SZ'].map((symbol) =>
      stormySeries(symbol, 300, 5),
    );
    const result = runScript(storm, create({ riskControl: true, riskVolatility: 1 }, storm));
    const refused = new Set(result.rejections.map(({ tradeDate }) => tradeDate));
    const split = new Set(result.dividends.map(({ tradeDate }) => tradeDate));
    const forced = result.markers.filter(({ reason }) => reason.startsWith('risk control: '));
    expect(forced.length).toBeGreaterThan(0);
    const exposure = exposures(result);
    for (const { tradeDate, price } of forced) {
      const day = result.dates.indexOf(tradeDate);
      const lots = (3 * LOT * price) / result.equity[day];
      if (refused.has(tradeDate) || split.has(tradeDate)) continue;
      // Prices move by up to a tenth after the close that decided.
      expect(exposure[day]).toBeLessThanOrEqual(0.125 + lots);
    }
  });
});
