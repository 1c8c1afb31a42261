import { describe, expect, it } from 'vitest';
import { checkBars, checkTicks } from '#main/download/checkBars.ts';
import { simulateMarket } from '#main/download/sources/simulated.ts';
import type { SimulatedSeries } from '#main/download/sources/simulated.ts';
import { checkVolumeUnit } from '#main/download/volumeUnit.ts';
import { exRightsOf } from '#main/market/exRights.ts';
import { boardOf } from '#main/market/symbol.ts';

const SEEDS = [0, 1, 2, 3, 4];
const markets = SEEDS.map((seed) => simulateMarket({ seed, shares: 4 }));
const shares = markets.flatMap((market) => market.shares);

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  const product = mean(a.map((x, i) => (x - meanA) * (b[i] - meanB)));
  const variance = (values: readonly number[], m: number): number =>
    mean(values.map((x) => (x - m) ** 2));
  return product / Math.sqrt(variance(a, meanA) * variance(b, meanB));
}

/** Close that an ex-date does not move. */
function adjustedClose({ bars, factors }: SimulatedSeries): number[] {
  return Array.from(bars.close, (close, i) => {
    const inForce = factors.findLast(({ tradeDate }) => tradeDate <= bars.tradeDate[i]);
    return close * (inForce?.factor ?? 1);
  });
}

const logReturns = (series: SimulatedSeries): number[] =>
  adjustedClose(series)
    .map((close, i, all) => (i === 0 ? 0 : Math.log(close / all[i - 1])))
    .slice(1);

describe('simulateMarket', () => {
  it('gives the same bars for the same seed, and others for another', () => {
    expect(simulateMarket({ seed: 3, shares: 4 })).toEqual(markets[3]);
    expect(simulateMarket({ seed: 5, shares: 4 })).not.toEqual(markets[3]);
  });

  it('gives a share the same bars however many there are', () => {
    expect(simulateMarket({ seed: 3, shares: 2 }).shares).toEqual(markets[3].shares.slice(0, 2));
  });

  it('labels all of it, under symbols that the market rules know', () => {
    for (const { shares: all, index } of markets) {
      for (const { instrument } of [...all, index]) {
        expect(instrument).toMatchObject({ isSimulated: true });
        expect(instrument.name).toMatch(/^模拟/);
        expect(boardOf(instrument.symbol)).toBe(instrument.board);
      }
    }
  });

  it('passes every check that real bars must pass', () => {
    for (const { bars, instrument } of [...shares, ...markets.map(({ index }) => index)]) {
      checkBars(bars, (row) => ({ row }));
      checkTicks(bars, instrument.board, (row) => ({ row }));
      if (instrument.board !== 'index') expect(checkVolumeUnit(bars, 1).fits).toBe(true);
    }
  });

  it('keeps every price within 10% of the ex-right reference', () => {
    let locked = 0;
    for (const { bars, factors } of shares) {
      const steps = new Map(
        factors.map((e, i) => [e.tradeDate, e.factor / (factors[i - 1]?.factor ?? 1)]),
      );
      for (let i = 1; i < bars.tradeDate.length; i++) {
        const ratio = steps.get(bars.tradeDate[i]);
        const before = bars.close[i - 1];
        const reference = ratio === undefined ? before : exRightsOf(before, ratio)!.reference;
        expect(bars.high[i]).toBeLessThanOrEqual(Math.round(reference * 110 + 1e-6) / 100);
        expect(bars.low[i]).toBeGreaterThanOrEqual(Math.round(reference * 90 + 1e-6) / 100);
        if (bars.close[i] === Math.round(reference * 110 + 1e-6) / 100) locked++;
      }
    }
    expect(locked).toBeGreaterThan(0);
  });

  it('has an ex-date a year, suspensions, and both rising and falling stretches', () => {
    for (const { bars, factors } of shares) {
      expect(factors).toHaveLength(7);
      expect(bars.tradeDate.length).toBeGreaterThan(1600);
    }
    expect(shares.some(({ bars }) => bars.volume.includes(0))).toBe(true);
    const years = shares.flatMap((series) => {
      const returns = logReturns(series);
      return [0, 1, 2, 3, 4, 5].map((k) => mean(returns.slice(k * 245, k * 245 + 245)) * 245);
    });
    expect(Math.min(...years)).toBeLessThan(-0.2);
    expect(Math.max(...years)).toBeGreaterThan(0.2);
  });

  it('clusters its volatility', () => {
    const clustering = shares.map((series) => {
      const sizes = logReturns(series).map(Math.abs);
      return correlation(sizes.slice(0, -1), sizes.slice(1));
    });
    expect(mean(clustering)).toBeGreaterThan(0.05);
  });

  it('holds a pattern that can be seen at the close, too small to be sure of', () => {
    const strengths = shares.map((series) => {
      const returns = logReturns(series);
      const known: number[] = [];
      const later: number[] = [];
      for (let i = 5; i < returns.length - 3; i++) {
        known.push(-returns.slice(i - 5, i).reduce((sum, value) => sum + value, 0));
        later.push(returns[i] + returns[i + 1] + returns[i + 2]);
      }
      return correlation(known, later);
    });
    expect(mean(strengths)).toBeGreaterThan(0.05);
    expect(mean(strengths)).toBeLessThan(0.4);
  });
});
