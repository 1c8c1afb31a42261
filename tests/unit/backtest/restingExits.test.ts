import { describe, expect, it } from 'vitest';
import type { MarkerKind } from '#shared/domain.ts';
import type { BacktestResult } from '#main/backtest/types.ts';
import type { Market } from '#main/signals/strategy.ts';
import { makeSeries } from '#tests/fixtures/dailySeries.ts';
import type { BarInput } from '#tests/fixtures/dailySeries.ts';
import { runScript, scripted } from '#tests/fixtures/scripted.ts';

const MAIN = '600519.SH';

const rest =
  (kind: MarkerKind, trigger: 'below' | 'above', adjustedLevel: number, shares = Infinity) =>
  (market: Market): void => {
    market.rest({
      symbol: 0,
      trigger,
      adjustedLevel,
      shares,
      kind,
      reason: 'rest',
      probability: null,
    });
  };

/** One day after a close of 10 with a stop at 9.5, a reduction at 10.4 and a target at 10.5. */
function day(bar: BarInput, slippage = 0): BacktestResult {
  const layOut = (market: Market): void => {
    rest('stopLoss', 'below', 9.5)(market);
    rest('trailingStop', 'below', 9.3)(market);
    rest('reduce', 'above', 10.4, 300)(market);
    rest('takeProfit', 'above', 10.5)(market);
  };
  return runScript(makeSeries(MAIN, [{ close: 10 }, bar]), scripted({ 0: layOut }), {
    base: [{ symbol: MAIN, shares: 1000, cost: 10 }],
    costs: { commission: 0, minCommission: 0, slippage, volumeCap: 1 },
  });
}
const dealt = (result: BacktestResult): unknown[] =>
  result.markers.map(({ kind, price, shares }) => [kind, price, shares]);

describe('resting exits', () => {
  it('stop at their level, the higher of two stops first', () => {
    const result = day({ open: 10, high: 10, low: 9.2, close: 9.3 });
    expect(dealt(result)).toEqual([['stopLoss', 9.5, 1000]]);
    expect(result.ambiguousDays).toBe(0);
  });

  it('fill at the open when it gaps through the stop', () => {
    expect(dealt(day({ open: 9.4, high: 10.6, low: 9.4, close: 10 }))).toEqual([
      ['stopLoss', 9.4, 1000],
    ]);
  });

  it('take the targets from the nearest on', () => {
    expect(dealt(day({ open: 10, high: 10.6, low: 9.9, close: 10.2 }))).toEqual([
      ['reduce', 10.4, 300],
      ['takeProfit', 10.5, 700],
    ]);
  });

  it('take the worse of two touched levels and count the day', () => {
    const result = day({ open: 10, high: 10.6, low: 9.5, close: 10.2 });
    expect(dealt(result)).toEqual([['stopLoss', 9.5, 1000]]);
    expect(result.ambiguousDays).toBe(1);
  });

  it('do not count on a target that is the very high of the day', () => {
    expect(dealt(day({ open: 10, high: 10.4, low: 9.9, close: 10.2 }))).toEqual([]);
  });

  it('take a target the open has passed before a stop later that day', () => {
    const result = day({ open: 10.45, high: 10.45, low: 9.4, close: 9.5 });
    expect(dealt(result)).toEqual([
      ['reduce', 10.45, 300],
      ['stopLoss', 9.5, 700],
    ]);
    expect(result.ambiguousDays).toBe(0);
  });

  it('are refused on a day locked at its lower limit', () => {
    const result = day({ open: 9, high: 9, low: 9, close: 9 });
    expect(dealt(result)).toEqual([]);
    expect(result.rejections).toMatchObject([{ kind: 'stopLoss', reason: 'limitDown' }]);
  });

  it('slip on stops and not on targets', () => {
    expect(dealt(day({ open: 10, high: 10, low: 9.2, close: 9.3 }, 0.01))[0]).toEqual([
      'stopLoss',
      expect.closeTo(9.405, 9),
      1000,
    ]);
    expect(dealt(day({ open: 10, high: 10.6, low: 9.9, close: 10.2 }, 0.01))[0]).toEqual([
      'reduce',
      10.4,
      300,
    ]);
  });

  it('hold for one day only', () => {
    const bars = [{ close: 10 }, { close: 10 }, { open: 10, low: 9, close: 9.2 }];
    const result = runScript(
      makeSeries(MAIN, bars),
      scripted({ 0: rest('stopLoss', 'below', 9.5) }),
      { base: [{ symbol: MAIN, shares: 100, cost: 10 }] },
    );
    expect(result.fills).toEqual([]);
  });

  it('are moved by an ex-date, not triggered by it', () => {
    const bars = [
      { close: 10 },
      { open: 5, low: 4.9, close: 5, factor: 2 },
      { open: 5, low: 4.7, close: 5, factor: 2 },
    ];
    const stop = rest('stopLoss', 'below', 9.5);
    const result = runScript(makeSeries(MAIN, bars), scripted({ 0: stop, 1: stop }), {
      base: [{ symbol: MAIN, shares: 100, cost: 10 }],
    });
    expect(dealt(result)).toEqual([['stopLoss', 4.75, 200]]);
    expect(result.fills[0].tradeDate).toBe(result.dates[2]);
  });
});
