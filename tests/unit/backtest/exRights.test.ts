import { describe, expect, it } from 'vitest';
import { makeSeries } from '#tests/fixtures/dailySeries.ts';
import type { BarInput } from '#tests/fixtures/dailySeries.ts';
import { buy, runScript, scripted, sell } from '#tests/fixtures/scripted.ts';

const MAIN = '600519.SH';
const base = [{ symbol: MAIN, shares: 1000, cost: 15 }];
const hold = (): ReturnType<typeof scripted> => scripted({});

describe('an ex-date', () => {
  it('pays a dividend in cash and leaves equity where it was', () => {
    const bars = [
      { close: 20 },
      { open: 19, close: 19, factor: 20 / 19 },
      { close: 19, factor: 20 / 19 },
    ];
    const result = runScript(makeSeries(MAIN, bars), hold(), { base });
    expect(result.dividends).toMatchObject([{ kind: 'exRights', cash: 1000, shares: 0 }]);
    expect([...result.equity]).toEqual([1_020_000, 1_020_000, 1_020_000]);
  });

  it('posts a bonus in whole shares and the rest in cash', () => {
    const bars = [{ close: 20 }, { open: 15, close: 15, factor: 4 / 3 }];
    const odd = [{ symbol: MAIN, shares: 1001, cost: 15 }];
    const result = runScript(makeSeries(MAIN, bars), hold(), { base: odd });
    const [{ cash, shares }] = result.dividends;
    expect(shares).toBe(300);
    // 1001 × 20 before; 1301 × 15 and cash after.
    expect(cash).toBeCloseTo(1001 * 20 - 1301 * 15, 9);
    expect(result.equity[1]).toBeCloseTo(result.equity[0], 9);
  });

  it('before the first bar of the run touches nobody', () => {
    const bars = [
      { close: 20 },
      { open: 19, close: 19, factor: 20 / 19 },
      { close: 19, factor: 20 / 19 },
    ];
    const series = makeSeries(MAIN, bars);
    const result = runScript(series, hold(), { base, from: series.tradeDate[1] });
    expect(result.dividends).toEqual([]);
    expect(result.initialEquity).toBe(1_019_000);
  });

  it('lets bonus shares be sold with the lot they belong to', () => {
    const bars: BarInput[] = [
      { close: 20 },
      { open: 20, close: 20 },
      { open: 10, close: 10, factor: 2 },
      { close: 10, factor: 2 },
    ];
    const result = runScript(makeSeries(MAIN, bars), scripted({ 0: buy(100), 1: sell() }));
    expect(result.fills.map(({ side, shares }) => [side, shares])).toEqual([
      ['buy', 100],
      ['sell', 200],
    ]);
    expect(result.trades).toMatchObject([{ shares: 200, entryPrice: 20, exitPrice: 10 }]);
    expect(result.trades[0].return).toBeCloseTo(-0.0005, 4);
  });

  it('taxes the dividend at the sale by how long the shares were held', () => {
    const bars = [
      { close: 20 },
      { close: 20 },
      { open: 19, close: 19, factor: 20 / 19 },
      { close: 19, factor: 20 / 19 },
    ];
    const result = runScript(makeSeries(MAIN, bars), scripted({ 0: buy(1000), 2: sell(500) }));
    expect(result.dividends).toMatchObject([
      { kind: 'exRights', cash: 1000 },
      { kind: 'tax', cash: -100 },
    ]);
    // Half of the dividend less 20% tax makes up for half of the fall but for tax and fees.
    expect(result.trades[0].profit).toBeCloseTo(-500 + 500 - 100 - 4.75 - 0.2, 1);
  });

  it('is nothing to the account in plain mode', () => {
    const bars = [{ close: 20 }, { open: 10, close: 10, factor: 2 }];
    const result = runScript(makeSeries(MAIN, bars), hold(), { base, rules: 'plain' });
    expect(result.dividends).toEqual([]);
    expect([...result.equity]).toEqual([1_020_000, 1_010_000]);
  });
});

describe('a base position', () => {
  it('counts into the initial equity at the first open and is sellable from the first day', () => {
    const bars = [{ open: 19, close: 20 }, { close: 21 }];
    const result = runScript(makeSeries(MAIN, bars), scripted({ 0: sell(400) }), { base });
    expect(result.initialEquity).toBe(1_019_000);
    expect(result.equity[0]).toBe(1_020_000);
    expect(result.trades).toMatchObject([{ isBase: true, shares: 400, entryPrice: 15 }]);
    expect(result.openLots).toMatchObject([{ isBase: true, shares: 600, paid: 9000 }]);
  });
  it('of unknown cost is taken at the first open', () => {
    const series = makeSeries(MAIN, [{ open: 19, close: 20 }, { close: 21 }]);
    const unknown = [{ symbol: MAIN, shares: 100, cost: 0 }];
    expect(runScript(series, hold(), { base: unknown }).openLots).toMatchObject([{ paid: 1900 }]);
  });
});
