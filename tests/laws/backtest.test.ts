import { describe, expect, it } from 'vitest';
import type { DailySeries } from '#shared/domain.ts';
import { runBacktest } from '#main/backtest/runBacktest.ts';
import type { BacktestInput } from '#main/backtest/types.ts';
import type { Market } from '#main/signals/strategy.ts';
import {
  expectConserved,
  expectNothingSoldSameDay,
  feesOf,
  limitsAnew,
  lotOf,
  profitOf,
  replay,
  resultUpTo,
  shiftYears,
  sum,
} from '#tests/fixtures/accountReplay.ts';
import { makeInstrument, readSeries } from '#tests/fixtures/dailySeries.ts';
import { randomStrategy, stormySeries } from '#tests/fixtures/stormySeries.ts';
import { hasShared } from '#tests/fixtures/shared.ts';

const COSTS = { commission: 0.00025, minCommission: 5, slippage: 0.0007, volumeCap: 0.025 };

function inputOf(
  series: DailySeries[],
  seed: number,
  more: Partial<BacktestInput> = {},
): BacktestInput {
  return {
    series,
    instruments: series.map(({ symbol }) => makeInstrument(symbol)),
    from: series[0].tradeDate[0],
    to: 99991231,
    strategy: randomStrategy(seed),
    cash: 300_000,
    base: [{ symbol: series[0].symbol, shares: 1234, cost: 11.11 }],
    costs: COSTS,
    rules: 'exchange',
    ...more,
  };
}

interface Case {
  title: string;
  series: () => DailySeries[];
  seed: number;
}

const SYMBOLS = ['600519.SH', '300750.SZ', '688981.SH', '430047.BJ', '513100.SH'];
const random: Case[] = Array.from({ length: 12 }, (_, seed) => ({
  title: `random bars ${seed}`,
  series: () => {
    const from = seed % 3 === 0 ? 1 : 0;
    // Shenzhen's and Shanghai's rules begin before the bars do, Beijing's and STAR's do not.
    const symbols =
      seed % 2 === 0 ? ['600519.SH', '000001.SZ'] : ['300750.SZ', '600000.SH', '513100.SH'];
    return symbols.slice(from).map((symbol, i) => stormySeries(symbol, 400 - 60 * i, seed));
  },
  seed,
}));
const late: Case[] = Array.from({ length: 4 }, (_, seed) => ({
  title: `random bars of every board ${seed}`,
  series: () => SYMBOLS.map((symbol) => shiftYears(stormySeries(symbol, 300, 100 + seed), 5)),
  seed: 50 + seed,
}));
const real: Case[] = hasShared
  ? [
      ['sz002714', 'sh601012'],
      ['sz300502'],
      ['sh600519'],
      ['sz000975', 'sh601211', 'sh601100'],
    ].map((files, i) => ({
      title: `real bars ${files.join(' ')}`,
      series: () => files.map((file) => readSeries(file, 20180102, 20250407)),
      seed: 80 + i,
    }))
  : [];
const CASES = [...random, ...late, ...real];

describe.each(CASES)('laws of the account on $title', ({ series: make, seed }) => {
  const series = make();
  const input = inputOf(series, seed);
  const result = runBacktest(input);
  const findSeries = (symbol: string): DailySeries => series.find((one) => one.symbol === symbol)!;

  it('trades and is refused, so that the laws below are about something', () => {
    expect(result.fills.length).toBeGreaterThan(20);
    expect(result.rejections.length).toBeGreaterThan(5);
  });

  it('keeps cash + positions = equity on every bar, retold from fills and dividends alone', () => {
    expectConserved(input, result);
  });

  it('accounts for all of the change in equity by realised and unrealised profit', () => {
    const paidIn = input.cash + Math.round(1234 * 11.11 * 100) / 100;
    expect(result.equity.at(-1)! - paidIn).toBeCloseTo(profitOf(input, result), 4);
  });

  it('moves cash by fills, their costs and dividends alone', () => {
    const sold = sum(
      result.fills.map((f) => (f.side === 'sell' ? 1 : -1) * f.price * f.shares - feesOf(f)),
    );
    const dividends = sum(result.dividends.map(({ cash }) => cash));
    const fees = result.costs.commission + result.costs.stampDuty + result.costs.transferFee;
    expect(sum(result.fills.map(feesOf))).toBeCloseTo(fees, 4);
    // Each fill settles to the fen: half a fen of doubt a fill.
    const change = result.cash.at(-1)! - input.cash;
    expect(Math.abs(change - sold - dividends)).toBeLessThan(0.005 * result.fills.length + 1e-6);
  });

  it('sells nothing on the day it was bought', () => {
    expectNothingSoldSameDay(input, result, (symbol) => symbol.startsWith('513'));
  });

  it('fills nothing at a limit of its side, nor on a day without volume', () => {
    for (const fill of result.fills) {
      const own = findSeries(fill.symbol);
      const bar = own.tradeDate.indexOf(fill.tradeDate);
      const { up, down } = limitsAnew(own, bar);
      expect(own.volume[bar]).toBeGreaterThan(0);
      if (fill.side === 'buy') expect(own.open[bar]).toBeLessThan(up);
      const isLockedDown = own.high[bar] <= down + 1e-9;
      if (fill.side === 'sell') expect(isLockedDown).toBe(false);
      expect(fill.price).toBeLessThanOrEqual(up + 1e-9);
      expect(fill.price).toBeGreaterThanOrEqual(down - 1e-9);
    }
  });

  it('respects lots and the volume cap', () => {
    for (const { startShares, fills } of replay(input, result)) {
      const held = new Map(startShares);
      for (const { symbol, side, shares, tradeDate } of fills) {
        const { min, isStepOne } = lotOf(symbol);
        const isWhole = isStepOne ? shares >= min : shares % 100 === 0;
        const before = held.get(symbol)!;
        expect(isWhole || (side === 'sell' && shares === before)).toBe(true);
        held.set(symbol, before + (side === 'buy' ? shares : -shares));
        const own = findSeries(symbol);
        const bar = own.tradeDate.indexOf(tradeDate);
        expect(shares).toBeLessThanOrEqual(own.volume[bar] * COSTS.volumeCap);
      }
    }
  });

  it('keeps every refused order with its reason and date', () => {
    for (const { tradeDate, shares } of result.rejections) {
      expect(result.dates.includes(tradeDate)).toBe(true);
      expect(shares).toBeGreaterThanOrEqual(0);
    }
  });

  it('gives the same result for the same seed', () => {
    expect(runBacktest(inputOf(series, seed))).toEqual(result);
  });

  it.each([0.2, 0.5, 0.9])('is the same up to a day, whatever comes later (%d)', (share) => {
    const last = result.dates[Math.floor(result.dates.length * share)];
    const truncated = series.map((one) => {
      const count = one.tradeDate.filter((date) => date <= last).length;
      return {
        symbol: one.symbol,
        tradeDate: one.tradeDate.slice(0, count),
        open: one.open.slice(0, count),
        high: one.high.slice(0, count),
        low: one.low.slice(0, count),
        close: one.close.slice(0, count),
        volume: one.volume.slice(0, count),
        amount: one.amount.slice(0, count),
        factor: one.factor.slice(0, count),
        isSt: one.isSt.slice(0, count),
      };
    });
    const altered = series.map((one) => {
      const change = (column: Float64Array): Float64Array =>
        column.map((value, i) => (one.tradeDate[i] > last ? value * 1.37 + 0.01 : value));
      return {
        ...one,
        open: change(one.open),
        close: change(one.close),
        factor: change(one.factor),
      };
    });
    const expected = resultUpTo(result, last);
    expect(resultUpTo(runBacktest(inputOf(truncated, seed)), last)).toEqual(expected);
    expect(resultUpTo(runBacktest(inputOf(altered, seed)), last)).toEqual(expected);
    expect(resultUpTo(runBacktest(inputOf(series, seed, { to: last })), last)).toEqual(expected);
  });
});

describe('a planted look-ahead', () => {
  const series = stormySeries('600519.SH', 60, 1);

  it('is stopped when it asks for a later bar', () => {
    for (const ago of [-1, -10, NaN]) {
      const peek = { onClose: (market: Market) => void market.close(0, ago) };
      expect(() => runBacktest(inputOf([series], 1, { strategy: peek }))).toThrow(/not known yet/);
    }
  });

  it('finds no later bar on anything it can reach', () => {
    const reached = new Set<unknown>();
    const explore = (value: unknown): void => {
      if (value === null || typeof value !== 'object' || reached.has(value)) return;
      reached.add(value);
      for (const key of Reflect.ownKeys(value)) explore(Reflect.get(value, key));
    };
    runBacktest(inputOf([series], 1, { strategy: { onClose: explore } }));
    const columns = [...reached].filter((value) => ArrayBuffer.isView(value));
    expect(reached.size).toBeGreaterThan(1);
    expect(columns).toEqual([]);
  });
});
