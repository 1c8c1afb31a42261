import { describe, expect, it } from 'vitest';
import type { Market } from '#main/signals/strategy.ts';
import { makeSeries } from '#tests/fixtures/dailySeries.ts';
import { FREE, buy, runScript, scripted, sell } from '#tests/fixtures/scripted.ts';

const SYMBOL = '600519.SH';

const atClose =
  (side: 'buy' | 'sell', shares: number, symbol = 0) =>
  (market: Market): void => {
    const order = { symbol, side, shares, kind: side, reason: 'script', probability: null };
    market.order({ ...order, at: 'close' });
  };

const all =
  (...actions: ((market: Market) => void)[]) =>
  (market: Market): void =>
    actions.forEach((act) => act(market));

const BARS = [
  { close: 10 },
  { open: 10.1, close: 10.2 },
  { open: 10.3, close: 10.4 },
  { open: 10.5, close: 10.6 },
];

describe('an order at the close', () => {
  it('fills at the close of the next day', () => {
    const strategy = scripted({ 0: atClose('buy', 100), 1: atClose('sell', Infinity) });
    const { fills } = runScript(makeSeries(SYMBOL, BARS), strategy);
    expect(fills.map(({ side, price }) => [side, price])).toEqual([
      ['buy', 10.2],
      ['sell', 10.4],
    ]);
  });

  it('comes after every order at the open, whatever the order they were given in', () => {
    const strategy = scripted({ 0: buy(100), 1: all(atClose('sell', 100), buy(200)) });
    const { fills } = runScript(makeSeries(SYMBOL, BARS), strategy);
    expect(fills.map(({ side, price, shares }) => [side, price, shares])).toEqual([
      ['buy', 10.1, 100],
      ['buy', 10.3, 200],
      ['sell', 10.4, 100],
    ]);
  });

  it('pays with a sale at the close for nothing before the next day', () => {
    const strategy = scripted({
      0: buy(9900),
      1: all(atClose('sell', 9900), buy(5000)),
      2: buy(5000),
    });
    const { fills, rejections } = runScript(makeSeries(SYMBOL, BARS), strategy, { cash: 100_000 });
    expect(rejections).toMatchObject([{ side: 'buy', reason: 'noCash' }]);
    expect(fills.map(({ side, shares }) => [side, shares])).toEqual([
      ['buy', 9900],
      ['sell', 9900],
      ['buy', 5000],
    ]);
  });

  it('does not sell what was bought at the open of the same day', () => {
    const strategy = scripted({ 0: all(buy(100), atClose('sell', Infinity)) });
    const { fills, rejections } = runScript(makeSeries(SYMBOL, BARS), strategy);
    expect(fills).toHaveLength(1);
    expect(rejections).toMatchObject([{ side: 'sell', reason: 'notSellable', shares: 100 }]);
  });

  it('is refused where the close is the limit of its side, though the day began elsewhere', () => {
    const up = makeSeries(SYMBOL, [{ close: 10 }, { open: 10, close: 11 }]);
    expect(runScript(up, scripted({ 0: atClose('buy', 100) })).rejections).toMatchObject([
      { reason: 'limitUp' },
    ]);
    const down = makeSeries(SYMBOL, [{ close: 10 }, { close: 10 }, { open: 10, close: 9 }]);
    const strategy = scripted({ 0: buy(100), 1: atClose('sell', Infinity) });
    expect(runScript(down, strategy).rejections).toMatchObject([{ reason: 'limitDown' }]);
  });

  it('is refused on a suspended day', () => {
    const series = makeSeries(SYMBOL, [{ close: 10 }, { close: 10, volume: 0 }]);
    const { rejections } = runScript(series, scripted({ 0: atClose('buy', 100) }));
    expect(rejections).toMatchObject([{ reason: 'suspended' }]);
  });

  it('shares the volume cap of the day with what was traded at the open', () => {
    const bars = BARS.map((bar) => ({ ...bar, volume: 10_000 }));
    const strategy = scripted({ 0: buy(200), 1: all(buy(200), atClose('sell', 200)) });
    const costs = { ...FREE, volumeCap: 0.03 };
    const { fills, rejections } = runScript(makeSeries(SYMBOL, bars), strategy, { costs });
    expect(fills.map(({ side, shares }) => [side, shares])).toEqual([
      ['buy', 200],
      ['buy', 200],
      ['sell', 100],
    ]);
    expect(rejections).toMatchObject([{ side: 'sell', reason: 'volumeCap', shares: 100 }]);
  });
});

describe('a sale that brings less than its commission', () => {
  it('is refused when the rest is not at hand', () => {
    const series = makeSeries('688981.SH', [{ close: 10 }, { close: 10 }, { close: 10 }]);
    const strategy = scripted({ 0: buy(200), 1: sell() });
    const costs = { ...FREE, minCommission: 5000 };
    const input = { costs, cash: 7001, from: series.tradeDate[0] };
    const { fills, rejections, cash } = runScript(series, strategy, input);
    expect(fills).toHaveLength(1);
    expect(rejections).toMatchObject([{ side: 'sell', reason: 'noCash' }]);
    expect(Math.min(...cash)).toBeGreaterThanOrEqual(0);
  });
});
