import { describe, expect, it } from 'vitest';
import { makeInstrument, makeSeries } from '#tests/fixtures/dailySeries.ts';
import type { BarInput } from '#tests/fixtures/dailySeries.ts';
import { failureOf } from '#tests/fixtures/failureOf.ts';
import { buy, runScript, scripted, sell } from '#tests/fixtures/scripted.ts';
import type { BacktestResult } from '#main/backtest/types.ts';

const MAIN = '600519.SH';
const flat = (count: number, close = 10): BarInput[] =>
  Array.from({ length: count }, () => ({ close }));
const dealt = (result: BacktestResult): unknown[] =>
  result.fills.map(({ side, shares, price }) => [side, shares, price]);
const refused = (result: BacktestResult): unknown[] =>
  result.rejections.map(({ side, shares, reason }) => [side, shares, reason]);

describe('when orders fill', () => {
  it('fills what a close decides at the next open', () => {
    const series = makeSeries(MAIN, [{ close: 10 }, { open: 10.5, close: 11 }, { close: 11 }]);
    const result = runScript(series, scripted({ 0: buy(100) }));
    expect(result.fills).toMatchObject([{ tradeDate: series.tradeDate[1], price: 10.5 }]);
    expect([...result.equity]).toEqual([1_000_000, 1_000_049.99, 1_000_049.99]);
  });

  it('drops what the last close decides', () => {
    const result = runScript(makeSeries(MAIN, flat(2)), scripted({ 1: buy(100) }));
    expect(result.fills).toEqual([]);
    expect(result.rejections).toEqual([]);
  });

  it('sells before it buys, so that cash from a sale buys the same day', () => {
    const series = [makeSeries(MAIN, flat(4)), makeSeries('000001.SZ', flat(4))];
    const swap = scripted({
      0: buy(1000),
      1: (market) => {
        buy(1000, 1)(market);
        sell()(market);
      },
    });
    const result = runScript(series, swap, { cash: 10_010 });
    expect(result.fills.map(({ symbol, side }) => [symbol, side])).toEqual([
      [MAIN, 'buy'],
      [MAIN, 'sell'],
      ['000001.SZ', 'buy'],
    ]);
  });
});

describe('settlement', () => {
  /** Buys 300 beside a base of 200, with a stop that is touched on the day of purchase. */
  const run = (symbol: string): BacktestResult => {
    const bars = [{ close: 10 }, { open: 10, close: 9.8 }, { close: 9.8 }];
    const strategy = scripted({
      0: (market) => {
        buy(300)(market);
        const exit = { kind: 'stopLoss', reason: 'script', probability: null } as const;
        market.rest({ symbol: 0, trigger: 'below', adjustedLevel: 9.9, shares: Infinity, ...exit });
      },
    });
    return runScript(makeSeries(symbol, bars), strategy, {
      base: [{ symbol, shares: 200, cost: 8 }],
    });
  };

  it('sells the base position and not what was bought the same day', () => {
    const result = run(MAIN);
    expect(dealt(result)).toEqual([
      ['buy', 300, 10],
      ['sell', 200, 9.9],
    ]);
    expect(refused(result)).toEqual([['sell', 300, 'notSellable']]);
    expect(result.trades).toMatchObject([{ isBase: true, shares: 200 }]);
    expect(result.trades[0].profit).toBeCloseTo(378.99, 9);
  });

  it('sells the same day what settles the same day', () => {
    expect(dealt(run('513100.SH'))).toEqual([
      ['buy', 300, 10],
      ['sell', 500, 9.9],
    ]);
  });

  it('closes the oldest purchase first', () => {
    const script = scripted({ 0: buy(300), 1: buy(200), 2: sell(400) });
    const result = runScript(makeSeries(MAIN, flat(4)), script);
    expect(result.trades.map(({ entryDate, shares }) => [entryDate, shares])).toEqual([
      [result.dates[1], 300],
      [result.dates[2], 100],
    ]);
    expect(result.openLots).toMatchObject([{ entryDate: result.dates[2], shares: 100 }]);
  });
});

describe('price limits', () => {
  it('refuse a purchase that opens at the upper limit and fill it a fen below', () => {
    const at = (open: number): unknown[] =>
      refused(
        runScript(
          makeSeries(MAIN, [{ close: 10 }, { open, close: 10.8 }]),
          scripted({ 0: buy(100) }),
        ),
      );
    expect(at(11)).toEqual([['buy', 100, 'limitUp']]);
    expect(at(10.99)).toEqual([]);
  });

  it('refuse a sale that opens at the lower limit, and let the upper limit sell', () => {
    const bars = [{ close: 10 }, { close: 10 }, { open: 9, close: 9 }, { open: 9.9, close: 9.9 }];
    const result = runScript(
      makeSeries(MAIN, bars),
      scripted({ 0: buy(100), 1: sell(), 2: sell() }),
    );
    expect(refused(result)).toEqual([['sell', 100, 'limitDown']]);
    expect(dealt(result)).toEqual([
      ['buy', 100, 10],
      ['sell', 100, 9.9],
    ]);
  });

  it('follow ST and the board', () => {
    const one = (symbol: string, open: number, isSt: boolean): number =>
      runScript(
        makeSeries(symbol, [{ close: 10 }, { open, close: open, isSt }]),
        scripted({ 0: buy(200) }),
      ).fills.length;
    expect(one(MAIN, 10.5, true)).toBe(0);
    expect(one(MAIN, 10.5, false)).toBe(1);
    expect(one('300750.SZ', 11.5, false)).toBe(1);
    expect(one('688981.SH', 12, false)).toBe(0);
  });

  it('start from the reference price on an ex-date, with a fen of doubt', () => {
    const at = (open: number): number =>
      runScript(
        makeSeries(MAIN, [{ close: 20 }, { open, close: open, factor: 2 }]),
        scripted({ 0: buy(100) }),
      ).fills.length;
    expect(at(10.98)).toBe(1);
    expect(at(10.99)).toBe(0);
    expect(at(11)).toBe(0);
  });

  it('are off in the first days of a registered listing when the bars begin with it', () => {
    const bars = [{ close: 10 }, { open: 15, close: 15 }];
    const series = makeSeries(MAIN, bars);
    const fills = (listDate: number | null): number =>
      runScript(series, scripted({ 0: buy(100) }), {
        instruments: [makeInstrument(MAIN, listDate)],
      }).fills.length;
    expect(fills(series.tradeDate[0])).toBe(1);
    expect(fills(20231201)).toBe(0);
    expect(fills(null)).toBe(0);
  });
});

describe('suspension', () => {
  it('fills nobody on a day without volume', () => {
    const bars = [{ close: 10 }, { close: 10, volume: 0 }, { close: 10 }];
    const result = runScript(makeSeries(MAIN, bars), scripted({ 0: buy(100), 1: buy(200) }));
    expect(refused(result)).toEqual([['buy', 100, 'suspended']]);
    expect(dealt(result)).toEqual([['buy', 200, 10]]);
  });

  it('refuses an order on a day on which only other symbols have a bar', () => {
    const other = makeSeries('000001.SZ', flat(4));
    const gone = { ...makeSeries(MAIN, flat(2)) };
    const result = runScript([gone, other], scripted({ 0: buy(100), 1: sell(), 2: sell() }));
    expect(refused(result)).toEqual([
      ['sell', 100, 'suspended'],
      ['sell', 100, 'suspended'],
    ]);
    expect(result.endedSeries).toEqual([{ symbol: MAIN, lastDate: gone.tradeDate[1] }]);
    expect(result.positionValue.at(-1)).toBe(1000);
  });
});

describe('lots', () => {
  it.each([
    [MAIN, 250, [['buy', 200, 10]], []],
    [MAIN, 99, [], [['buy', 99, 'belowLot']]],
    ['688981.SH', 250, [['buy', 250, 10]], []],
    ['688981.SH', 199, [], [['buy', 199, 'belowLot']]],
    ['430047.BJ', 101, [['buy', 101, 10]], []],
  ])('of %s turn a purchase of %i into whole lots', (symbol, shares, fills, rejections) => {
    const result = runScript(makeSeries(symbol, flat(3)), scripted({ 0: buy(shares) }));
    expect(dealt(result)).toEqual(fills);
    expect(refused(result)).toEqual(rejections);
  });

  it('sell an odd rest whole and never part of it', () => {
    const base = [{ symbol: MAIN, shares: 250, cost: 10 }];
    const script = scripted({ 0: sell(130), 1: sell(50), 2: sell(150) });
    const result = runScript(makeSeries(MAIN, flat(5)), script, { base });
    expect(dealt(result)).toEqual([
      ['sell', 100, 10],
      ['sell', 150, 10],
    ]);
    expect(refused(result)).toEqual([['sell', 50, 'belowLot']]);
  });
});

describe('cash and volume', () => {
  it('shrinks a purchase to what cash pays with all costs, else refuses it', () => {
    const costs = { commission: 0.001, minCommission: 5, slippage: 0, volumeCap: 1 };
    const run = (cash: number): BacktestResult =>
      runScript(makeSeries(MAIN, flat(3)), scripted({ 0: buy(1000) }), { cash, costs });
    expect(dealt(run(10_010.09))).toEqual([['buy', 900, 10]]);
    expect(dealt(run(10_010.1))).toEqual([['buy', 1000, 10]]);
    expect(run(10_010.1).cash.at(-1)).toBe(0);
    expect(refused(run(1000))).toEqual([['buy', 1000, 'noCash']]);
  });

  it('takes at most its share of the day’s volume and refuses the rest', () => {
    const costs = { commission: 0, minCommission: 0, slippage: 0, volumeCap: 0.025 };
    const series = makeSeries(
      MAIN,
      flat(4).map((bar) => ({ ...bar, volume: 10_000 })),
    );
    const result = runScript(series, scripted({ 0: buy(500), 2: sell() }), { costs });
    expect(dealt(result)).toEqual([
      ['buy', 200, 10],
      ['sell', 200, 10],
    ]);
    expect(refused(result)).toEqual([['buy', 300, 'volumeCap']]);
  });
});

describe('costs', () => {
  const costs = { commission: 0.00025, minCommission: 5, slippage: 0.001, volumeCap: 1 };

  it('are kept apart, each to the fen, with the commission’s minimum', () => {
    const script = scripted({ 0: buy(1000), 1: sell() });
    const result = runScript(makeSeries(MAIN, flat(3)), script, { costs });
    expect(result.fills).toMatchObject([
      { price: 10.01, commission: 5, stampDuty: 0, transferFee: 0.1, slippage: 10 },
      { price: 9.99, commission: 5, stampDuty: 5, transferFee: 0.1, slippage: 10 },
    ]);
    expect(result.costs).toEqual({ commission: 10, stampDuty: 5, transferFee: 0.2, slippage: 20 });
    expect(result.equity.at(-1)).toBe(1_000_000 - 10.2 - 25);
    expect(result.trades[0].holdingDays).toBe(1);
    expect(result.trades[0].profit).toBeCloseTo(-35.2, 9);
  });

  it('never slip beyond the day’s limit', () => {
    const bars = [{ close: 10 }, { open: 10.99, close: 10.99 }];
    const result = runScript(makeSeries(MAIN, bars), scripted({ 0: buy(100) }), {
      costs: { ...costs, slippage: 0.05 },
    });
    expect(result.fills[0].price).toBe(11);
  });
});

describe('the span', () => {
  it('is refused before the first dated row of a rule it needs', () => {
    const series = makeSeries(MAIN, flat(3), 20100104);
    const failure = failureOf(() => runScript(series, scripted({})));
    expect(failure.code).toBe('INVALID_INPUT');
    expect(failure.message).toContain('2015-08-01');
    expect(runScript(series, scripted({}), { rules: 'plain' }).dates).toHaveLength(3);
  });

  it('lets bars before it be read and nothing be decided there', () => {
    const series = makeSeries(MAIN, flat(5));
    let seen = 0;
    const strategy = {
      onClose: (market: { barCount: (symbol: number) => number }): void => {
        seen ||= market.barCount(0);
      },
    };
    const result = runScript(series, strategy, { from: series.tradeDate[3] });
    expect(seen).toBe(4);
    expect([...result.dates]).toEqual([...series.tradeDate.slice(3)]);
  });

  it('refuses an index', () => {
    expect(() => runScript(makeSeries('000300.SH', flat(2)), scripted({}))).toThrow(/index/);
  });
});
