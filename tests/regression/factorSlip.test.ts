import { describe, expect, test } from 'vitest';
import { makeSeries } from '#tests/fixtures/dailySeries.ts';
import { buy, runScript, scripted } from '#tests/fixtures/scripted.ts';

const bar = (factor: number) => ({ close: 100, factor });

/** 1000 shares bought at the second bar's open and kept. */
const hold = (factors: number[]) =>
  runScript(makeSeries('600519.SH', factors.map(bar)), scripted({ 0: buy(1000) }));

describe('a factor that slips for some days and returns', () => {
  test('pays no dividend on its return', () => {
    const { dividends } = hold([6.0816, 6.0816, 6.0736, 6.0736, 6.0816, 6.0816]);
    expect(dividends).toEqual([]);
  });

  test('still pays a dividend that comes after it', () => {
    const { dividends } = hold([1, 1, 0.999, 1, 1.02]);
    expect(dividends.map(({ cash }) => cash)).toEqual([1960.78]);
  });

  test('still pays a dividend within a slip that has not ended', () => {
    const { dividends } = hold([1, 1, 0.99, 1.0098]);
    expect(dividends.map(({ cash }) => cash)).toEqual([1960.78]);
  });
});
