import { describe, expect, it } from 'vitest';
import { makeSeries } from '#tests/fixtures/dailySeries.ts';
import { FREE, buy, runScript, scripted, sell } from '#tests/fixtures/scripted.ts';

const SYMBOL = '600519.SH';
const DOCUMENT = {
  rules: 'document',
  costs: { ...FREE, commission: 0.0003, minCommission: 5 },
} as const;
const still = Array.from({ length: 4 }, () => ({ close: 10 }));

describe('the rules of the document', () => {
  it('charge 0.0003 to buy and 0.0013 to sell, at least 5, and no tax', () => {
    const strategy = scripted({ 0: buy(10_000), 1: sell(9_900), 2: sell() });
    const { costs, fills } = runScript(makeSeries(SYMBOL, still), strategy, DOCUMENT);
    expect(fills.map(({ commission }) => commission)).toEqual([30, 128.7, 5]);
    expect(costs).toMatchObject({ stampDuty: 0, transferFee: 0 });
  });

  it('take parts of a share, and record a refused part as a share', () => {
    const strategy = scripted({ 0: buy(12.34), 1: buy(0.0001) });
    const { fills, rejections } = runScript(makeSeries(SYMBOL, still), strategy, DOCUMENT);
    expect(fills[0].shares).toBeCloseTo(12.34, 2);
    expect(rejections).toMatchObject([{ reason: 'belowLot', shares: 1 }]);
  });

  it('know no price limits and no T+1', () => {
    const jump = [{ close: 10 }, { open: 15, close: 20 }, { open: 5, close: 5 }];
    const strategy = scripted({
      0: (market) => {
        buy(100)(market);
        const order = {
          symbol: 0,
          side: 'sell',
          kind: 'sell',
          reason: '',
          probability: null,
        } as const;
        market.order({ ...order, at: 'close', shares: Infinity });
      },
      1: buy(100),
    });
    const { fills, rejections } = runScript(makeSeries(SYMBOL, jump), strategy, DOCUMENT);
    expect(rejections).toEqual([]);
    expect(fills.map(({ side, price }) => [side, price])).toEqual([
      ['buy', 15],
      ['sell', 20],
      ['buy', 5],
    ]);
  });

  it('turn an ex-date into shares: equity moves as backward-adjusted prices do', () => {
    const bars = [
      { close: 10 },
      { close: 10 },
      { close: 10 },
      { close: 7.5, factor: 1.333 },
      { close: 7.2, factor: 1.4 },
    ];
    const costs = { ...FREE };
    const { equity, dividends } = runScript(makeSeries(SYMBOL, bars), scripted({ 0: buy(1000) }), {
      ...DOCUMENT,
      costs,
      cash: 10_000,
    });
    expect(equity[4]).toBeCloseTo((10_000 * 7.2 * 1.4) / 10, 0);
    expect(dividends[0].shares).toBeCloseTo(333, 2);
  });

  it('hold the volume cap and suspensions', () => {
    const bars = [{ close: 10 }, { close: 10, volume: 0 }, { close: 10, volume: 1000 }];
    const strategy = scripted({ 0: buy(100), 1: buy(100) });
    const costs = { ...FREE, volumeCap: 0.025 };
    const { fills, rejections } = runScript(makeSeries(SYMBOL, bars), strategy, {
      ...DOCUMENT,
      costs,
    });
    expect(fills).toMatchObject([{ shares: 25 }]);
    expect(rejections.map(({ reason }) => reason)).toEqual(['suspended', 'volumeCap']);
  });
});

describe('an account that may hold any part of a share', () => {
  it('pays the rates of the day without a minimum, and meets the limits all the same', () => {
    const bars = [{ close: 10 }, { close: 10 }, { close: 11 }];
    const strategy = scripted({ 0: buy(0.5), 1: buy(0.5) });
    const costs = { ...FREE, commission: 0.01, minCommission: 5 };
    const { fills, rejections } = runScript(makeSeries(SYMBOL, bars), strategy, {
      costs,
      shares: 'any',
    });
    expect(fills).toMatchObject([{ shares: 0.5, commission: 0.05 }]);
    expect(rejections).toMatchObject([{ reason: 'limitUp' }]);
  });

  it('loses nothing when parts of a share are merged', () => {
    const bars = [{ close: 10 }, { close: 10 }, { close: 100, factor: 0.1 }];
    const { equity, openLots } = runScript(makeSeries(SYMBOL, bars), scripted({ 0: buy(0.5) }), {
      shares: 'any',
      cash: 100,
    });
    expect(openLots[0].shares).toBeCloseTo(0.05, 2);
    expect(equity[2]).toBeCloseTo(100, 1);
  });
});
