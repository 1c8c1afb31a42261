import { expect, it } from 'vitest';
import { z } from 'zod';
import { runBacktest } from '#main/backtest/runBacktest.ts';
import { fromIsoDate } from '#main/lib/dates.ts';
import { createSmaStrategy } from '#tests/fixtures/smaStrategy.ts';
import { makeInstrument, readSeries } from '#tests/fixtures/dailySeries.ts';
import { describeWithShared, readShared } from '#tests/fixtures/shared.ts';

const goldenSchema = z.object({
  fills: z.array(
    z.tuple([z.string(), z.enum(['buy', 'sell']), z.number(), z.number(), z.number()]),
  ),
  equity: z.array(z.tuple([z.string(), z.number()])),
  final: z.number(),
});

describeWithShared('plain mode against backtrader on 600519', () => {
  const golden = goldenSchema.parse(JSON.parse(readShared('golden', 'backtrader_600519.json')));
  const series = readSeries('sh600519', 20180102, 20250228);
  const result = runBacktest({
    series: [series],
    instruments: [makeInstrument(series.symbol)],
    from: 20180101,
    to: 20250301,
    strategy: createSmaStrategy(),
    cash: 1_000_000,
    costs: { commission: 0.001, minCommission: 5, slippage: 0.01, volumeCap: 0.025 },
    rules: 'plain',
  });

  it('makes every fill', () => {
    const expected = golden.fills.map(([date, side, shares, price]) => [
      fromIsoDate(date),
      side,
      shares,
      price,
    ]);
    const fills = result.fills.map((fill) => [fill.tradeDate, fill.side, fill.shares, fill.price]);
    expect(fills).toEqual(expected);
  });

  it('charges the same commission', () => {
    result.fills.forEach((fill, i) => expect(fill.commission).toBeCloseTo(golden.fills[i][4], 6));
  });

  it('has the same equity on every bar to a cent', () => {
    expect([...result.dates]).toEqual(golden.equity.map(([date]) => fromIsoDate(date)));
    const worst = golden.equity.map(([, value], i) => Math.abs(value - result.equity[i]));
    expect(Math.max(...worst)).toBeLessThan(0.005);
  });
});
