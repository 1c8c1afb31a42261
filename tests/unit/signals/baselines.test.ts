import { describe, expect, it } from 'vitest';
import { buyAndHold, randomEntries } from '#main/signals/baselines.ts';
import { timingSettingsSchema } from '#shared/run.ts';
import type { BacktestResult } from '#main/backtest/types.ts';
import { makeSeries } from '#tests/fixtures/dailySeries.ts';
import { runScript } from '#tests/fixtures/scripted.ts';
import { stormySeries } from '#tests/fixtures/stormySeries.ts';

const MAIN = '600519.SH';

describe('buyAndHold', () => {
  it('buys equal parts at the first opportunity and holds', () => {
    const flat = Array.from({ length: 5 }, () => ({ close: 10 }));
    const series = [makeSeries(MAIN, flat), makeSeries('000001.SZ', flat)];
    const result = runScript(series, buyAndHold(), { cash: 10_000 });
    expect(result.fills.map(({ symbol, shares }) => [symbol, shares])).toEqual([
      [MAIN, 500],
      ['000001.SZ', 400],
    ]);
    expect(result.trades).toEqual([]);
  });

  it('tries again after a refusal', () => {
    const bars = [{ close: 10 }, { open: 11, close: 11 }, { close: 11 }, { close: 11 }];
    const result = runScript(makeSeries(MAIN, bars), buyAndHold());
    expect(result.rejections).toMatchObject([{ reason: 'limitUp' }]);
    expect(result.fills).toHaveLength(1);
  });
});

describe('randomEntries', () => {
  const series = stormySeries(MAIN, 600, 3);
  const settings = timingSettingsSchema.parse({});
  const span = series.tradeDate.slice(100);
  const predictions = [
    { symbol: MAIN, tradeDate: span, probability: new Float64Array(span.length).fill(0.5) },
  ];
  const draw = (seed: number, entries: number): BacktestResult =>
    runScript(
      series,
      randomEntries({ settings, predictions, entries: new Map([[MAIN, entries]]), seed }),
    );
  const entryDates = (result: BacktestResult): number[] =>
    result.fills.filter(({ side }) => side === 'buy').map(({ tradeDate }) => tradeDate);

  it('enters about as often as asked, never outside the predicted span', () => {
    for (let seed = 0; seed < 20; seed++) {
      const dates = entryDates(draw(seed, 12));
      const tried = dates.length + draw(seed, 12).rejections.filter((r) => r.side === 'buy').length;
      expect(tried).toBeGreaterThanOrEqual(11);
      expect(tried).toBeLessThanOrEqual(12);
      expect(Math.min(...dates)).toBeGreaterThan(span[0]);
    }
  });

  it('gives the same days for the same seed and others for another', () => {
    expect(entryDates(draw(1, 12))).toEqual(entryDates(draw(1, 12)));
    expect(entryDates(draw(1, 12))).not.toEqual(entryDates(draw(2, 12)));
  });

  it('spreads its entries over the span', () => {
    const middle = span[span.length >> 1];
    let [early, all] = [0, 0];
    for (let seed = 0; seed < 40; seed++) {
      const dates = entryDates(draw(seed, 8));
      early += dates.filter((date) => date < middle).length;
      all += dates.length;
    }
    expect(early / all).toBeGreaterThan(0.4);
    expect(early / all).toBeLessThan(0.6);
  });

  it('enters nothing when nothing is asked', () => {
    expect(draw(1, 0).fills).toEqual([]);
  });
});
