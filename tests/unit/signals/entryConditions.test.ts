import { describe, expect, it } from 'vitest';
import type { BacktestResult } from '#main/backtest/types.ts';
import { limitEntries } from '#main/signals/entryConditions.ts';
import { randomScores } from '#main/signals/randomScores.ts';
import { createSelectionStrategy } from '#main/signals/selection.ts';
import type { PredictionDoubts } from '#main/signals/strategy.ts';
import { timing } from '#main/signals/timing.ts';
import { timingSettingsSchema } from '#shared/run.ts';
import { selectionSettingsOf } from '#shared/selectionSettings.ts';
import { makeSeries } from '#tests/fixtures/dailySeries.ts';
import { runScript } from '#tests/fixtures/scripted.ts';

const SYMBOL = '600519.SH';
const still = makeSeries(SYMBOL, new Array(6).fill({ close: 10 }));
const probability = Float64Array.of(0.7, 0.7, 0.8, 0.2, 0.7, 0.7);

/** Days of the run on which something was bought. */
function entries(settings: object, doubts?: PredictionDoubts, kind = 'buy'): number[] {
  const predictions = { symbol: SYMBOL, tradeDate: still.tradeDate, probability, doubts };
  const parsed = timingSettingsSchema.parse(settings);
  const { markers, dates }: BacktestResult = runScript(still, timing(parsed, [predictions]));
  return markers.filter((one) => one.kind === kind).map((one) => dates.indexOf(one.tradeDate));
}

describe('an entry of t-timing', () => {
  const lower = [0.5, 0.649, 0.65, 0.1, 0.5, 0.5];

  it('waits for the lower end of the band where that is required', () => {
    expect(entries({})).toEqual([1, 5]);
    expect(entries({ requireBand: true }, { lower })).toEqual([3]);
    expect(entries({ requireBand: false }, { lower })).toEqual([1, 5]);
  });

  it('is refused while an input lies too far out, and an exit never is', () => {
    const distance = [1, 0.99, 0.5, 1, 1, 1];
    expect(entries({ maxDistance: 0.95 }, { distance })).toEqual([3]);
    expect(entries({ maxDistance: 0.99 }, { distance })).toEqual([2]);
    expect(entries({ maxDistance: 0.95 }, { distance }, 'sell')).toEqual([4]);
    expect(entries({ maxDistance: 1 }, { distance })).toEqual([1, 5]);
  });

  it('is refused while the passes differ too much', () => {
    const confidence = [0.79, 0.8, 1, 1, 0.5, 0.5];
    expect(entries({ minConfidence: 0.8 }, { confidence })).toEqual([2]);
  });

  it('is refused where nothing is known of what is asked for', () => {
    for (const settings of [{ requireBand: true }, { maxDistance: 0.9 }, { minConfidence: 0.1 }]) {
      expect(entries(settings)).toEqual([]);
      const unknown = new Array<number>(6).fill(NaN);
      const doubts = { lower: unknown, distance: unknown, confidence: unknown };
      expect(entries(settings, doubts)).toEqual([]);
    }
  });
});

const symbols = ['600001.SH', '600002.SH', '600003.SH'];
const scores = {
  dates: Int32Array.of(20240102, 20240103),
  symbols,
  values: Float64Array.of(0.05, 0.03, 0.01, 0.05, NaN, 0.01),
  mayBuy: Uint8Array.of(1, 1, 1, 0, 1, 1),
};
const settingsOf = (more: object) => selectionSettingsOf('lstm-top30').parse(more);
const allowed = (more: object, doubts?: PredictionDoubts): number[] => [
  ...limitEntries({ ...scores, ...(doubts && { doubts }) }, settingsOf(more)).mayBuy!,
];

describe('a purchase of a selection', () => {
  it('is free where nothing is asked', () => {
    expect(limitEntries(scores, settingsOf({}))).toBe(scores);
  });

  it('needs a large enough return, and where it is required at the lower end of the band', () => {
    expect(allowed({ minReturn: 0.02 })).toEqual([1, 1, 0, 0, 0, 0]);
    const lower = [0.01, -0.01, -0.03, 0.01, NaN, -0.03];
    expect(allowed({ minReturn: 0, requireBand: true }, { lower })).toEqual([1, 0, 0, 0, 0, 0]);
    expect(allowed({ minReturn: -0.02, requireBand: true }, { lower })).toEqual([1, 1, 0, 0, 0, 0]);
    expect(allowed({ minReturn: 0, requireBand: true })).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('needs an input near enough and passes that agree', () => {
    const distance = [0.5, 0.9, 1, 0.5, NaN, 0.5];
    expect(allowed({ maxDistance: 0.9 }, { distance })).toEqual([1, 1, 0, 0, 0, 1]);
    const confidence = [0.9, 0.7, 0.8, 0.9, NaN, 0.9];
    const published = { minConfidence: 0.8, minReturn: 0.02 };
    expect(allowed(published, { confidence })).toEqual([1, 0, 0, 0, 0, 0]);
  });

  it('is not made by the strategy where it is not allowed', () => {
    const series = symbols.map((symbol) => makeSeries(symbol, new Array(3).fill({ close: 10 })));
    const dates = series[0].tradeDate;
    const values = new Float64Array(9).map((_, at) => [0.05, 0.03, 0.01][at % 3]);
    const lower = values.map((value) => value - 0.035);
    const settings = settingsOf({ holdCount: 2, requireBand: true, minReturn: 0 });
    const limited = limitEntries({ dates, symbols, values, doubts: { lower } }, settings);
    const result = runScript(series, createSelectionStrategy('lstm-top30', settings, limited));
    expect(new Set(result.fills.map(({ symbol }) => symbol))).toEqual(new Set(['600001.SH']));
  });
});

describe('chance beside conditions on purchases', () => {
  const width = 20;
  const days = 30;
  const many = {
    dates: Int32Array.from({ length: days }, (_, day) => 20240101 + day),
    symbols: Array.from({ length: width }, (_, i) => `6000${10 + i}.SH`),
    values: Float64Array.from({ length: width * days }, (_, at) => ((at * 7) % 13) / 100),
  };
  const limited = limitEntries(many, settingsOf({ minReturn: 0.08 }));
  const countOf = (mayBuy: Uint8Array, day: number): number =>
    mayBuy.subarray(day * width, (day + 1) * width).reduce((sum, may) => sum + may, 0);

  it.each(['lstm-top30', 'lstm-select'] as const)(
    'may buy as many as the scores of %s, among all',
    (preset) => {
      const settings = { ...settingsOf({ holdCount: 4 }), holdDays: 1 };
      const drawn = randomScores(preset, settings, limited, 3, many);
      for (let day = 0; day < days; day++) {
        expect(countOf(drawn.mayBuy!, day)).toBe(countOf(limited.mayBuy!, day));
      }
      expect(drawn.mayBuy).not.toEqual(limited.mayBuy);
    },
  );
});
