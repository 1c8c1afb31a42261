import { describe, expect, it } from 'vitest';
import type { BacktestInput, BacktestResult } from '#main/backtest/types.ts';
import { timing } from '#main/signals/timing.ts';
import { timingSettingsSchema } from '#shared/run.ts';
import { makeSeries } from '#tests/fixtures/dailySeries.ts';
import type { BarInput } from '#tests/fixtures/dailySeries.ts';
import { runScript } from '#tests/fixtures/scripted.ts';

const MAIN = '600519.SH';
type Settings = Parameters<typeof timingSettingsSchema.parse>[0];

/** Runs the rule over bars and the probabilities of their closes; NaN = no prediction that day. */
function run(
  bars: BarInput[],
  probabilities: number[],
  settings: Settings = {},
  input: Partial<BacktestInput> = {},
): BacktestResult {
  const series = makeSeries(MAIN, bars);
  const days = probabilities.map((_, i) => i).filter((i) => !Number.isNaN(probabilities[i]));
  const predictions = {
    symbol: MAIN,
    tradeDate: Int32Array.from(days, (i) => series.tradeDate[i]),
    probability: Float64Array.from(days, (i) => probabilities[i]),
  };
  const parsed = timingSettingsSchema.parse({ cash: 100_000, ...Object(settings) });
  return runScript(series, timing(parsed, [predictions]), { cash: 100_000, ...input });
}

const closes = (...prices: number[]): BarInput[] => prices.map((close) => ({ close }));
const told = (result: BacktestResult): unknown[] =>
  result.markers.map(({ kind, shares, tradeDate }) => [
    kind,
    shares,
    result.dates.indexOf(tradeDate),
  ]);

describe('entries', () => {
  it('buy at the next open when flat and the probability reaches its threshold', () => {
    const result = run(closes(10, 10, 10, 10), [0.64, 0.65, 0.9, 0.9]);
    expect(told(result)).toEqual([['buy', 9500, 2]]);
    expect(result.markers[0]).toMatchObject({
      reason: 'probability 0.65 >= 0.65',
      probability: 0.65,
    });
  });

  it('need a prediction of that very day', () => {
    expect(told(run(closes(10, 10, 10), [NaN, NaN, NaN]))).toEqual([]);
  });

  it('are tried again after a refusal while the probability stays', () => {
    const bars = [{ close: 10 }, { open: 11, close: 11 }, { close: 11 }, { close: 11 }];
    const result = run(bars, [0.7, 0.7, 0.5, 0.5]);
    expect(result.rejections).toMatchObject([{ reason: 'limitUp' }]);
    expect(told(result)).toEqual([['buy', 9500 - 900, 2]]);
  });
});

describe('exits decided at the close', () => {
  const high = [0.7, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7];

  it('stop a loss', () => {
    const result = run(closes(10, 10, 9.5, 9.5), [0.7, 0.5, 0.5, 0.5]);
    expect(told(result)[1]).toEqual(['stopLoss', 9500, 3]);
    expect(result.markers[1].reason).toBe('gain -5.0% <= -5.0%');
  });

  it('trail the peak of closes', () => {
    const result = run(closes(10, 10, 10.7, 9.8, 9.8), high);
    expect(told(result)[1]).toEqual(['trailingStop', 9500, 4]);
  });

  it('take profit', () => {
    const result = run(closes(10, 10, 11, 12, 12), high, { reduceFirst: 0, reduceSecond: 0 });
    expect(told(result)[1]).toEqual(['takeProfit', 9500, 4]);
  });

  it('reduce by a third of the original size at each of two gains', () => {
    const result = run(closes(10, 10, 10.8, 11.4, 11.4, 11.4, 11.4), high);
    expect(told(result).slice(1)).toEqual([
      ['reduce', 3100, 3],
      ['reduce', 3200, 4],
    ]);
    expect(result.openLots).toMatchObject([{ shares: 3200 }]);
  });

  it('do not reduce what is less than three lots', () => {
    const result = run(closes(10, 10, 10.8, 10.8), high, {}, { cash: 2500 });
    expect(told(result)).toEqual([['buy', 200, 1]]);
  });

  it('leave when the probability is gone, and not for want of a prediction', () => {
    expect(told(run(closes(10, 10, 10, 10), [0.7, 0.5, 0.34, 0.3]))[1]).toEqual(['sell', 9500, 3]);
    expect(told(run(closes(10, 10, 10, 10), [0.7, NaN, NaN, NaN]))).toHaveLength(1);
  });

  it('go by the order of the rule when several hold', () => {
    const result = run(closes(10, 10, 11, 9.4, 9.4), [0.7, 0.5, 0.5, 0.1, 0.1], { reduceFirst: 0 });
    expect(told(result)[1]).toEqual(['stopLoss', 9500, 4]);
  });

  it('see no loss in an ex-date', () => {
    const bars = [
      { close: 20 },
      { close: 20 },
      { open: 10, close: 10, factor: 2 },
      { close: 10, factor: 2 },
    ];
    expect(told(run(bars, high))).toHaveLength(1);
  });

  it('are tried again on a day after the price was locked', () => {
    const bars = [
      { close: 10 },
      { close: 10 },
      { open: 9.9, close: 9.4 },
      { open: 8.46, close: 8.46 },
      { open: 8, close: 8 },
    ];
    const result = run(bars, high);
    expect(result.rejections).toMatchObject([{ kind: 'stopLoss', reason: 'limitDown' }]);
    expect(told(result)[1]).toEqual(['stopLoss', 9500, 4]);
  });

  it('treat a base position as entered at its cost', () => {
    const base = [{ symbol: MAIN, shares: 1000, cost: 10.6 }];
    const result = run(closes(10, 10, 10), [0.5, 0.5, 0.5], {}, { base });
    expect(told(result)).toEqual([['stopLoss', 1000, 1]]);
  });
});

describe('exits within the day', () => {
  const settings = { exits: 'intraday', reduceFirst: 0, reduceSecond: 0 };
  const high = [0.7, 0.7, 0.7, 0.7];

  it('never act on the day of entry', () => {
    const bars = [{ close: 10 }, { open: 10, low: 9.1, close: 9.2 }, { open: 9.2, close: 9.2 }];
    const result = run(bars, high, settings);
    expect(told(result)).toEqual([
      ['buy', 9500, 1],
      ['stopLoss', 9500, 2],
    ]);
    expect(result.fills[1].price).toBe(9.2);
  });

  it('stop at the level on a later day', () => {
    const bars = [{ close: 10 }, { close: 10 }, { open: 10, low: 9.4, close: 10 }];
    const result = run(bars, high, settings);
    expect(result.fills[1]).toMatchObject({ side: 'sell', price: 9.5 });
  });

  it('trail the highest price of the days before', () => {
    const bars = [
      { close: 10 },
      { open: 10, high: 10.8, close: 10.2 },
      { open: 10.2, high: 10.3, low: 9.9, close: 10 },
    ];
    const result = run(bars, high, settings);
    expect(result.markers[1]).toMatchObject({ kind: 'trailingStop', price: 9.94 });
  });

  it('take the worse of a stop and a target, and count the day', () => {
    const bars = [{ close: 10 }, { close: 10 }, { open: 10, high: 10.9, low: 9.4, close: 10 }];
    const result = run(bars, high, { ...settings, takeProfit: 0.08 });
    expect(result.markers[1]).toMatchObject({ kind: 'stopLoss', price: 9.5 });
    expect(result.ambiguousDays).toBe(1);
  });

  it('still leave at the next open when the probability is gone', () => {
    const result = run(closes(10, 10, 10, 10), [0.7, 0.2, 0.2, 0.2], settings);
    expect(told(result)[1]).toEqual(['sell', 9500, 2]);
  });
});
