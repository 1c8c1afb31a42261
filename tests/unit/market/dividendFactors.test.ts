import { describe, expect, it } from 'vitest';
import { compareFactors } from '#main/market/compareFactors.ts';
import { dividendFactors } from '#main/market/dividendFactors.ts';

const bars = {
  tradeDate: Int32Array.of(20240102, 20240103, 20240104, 20240108),
  close: Float64Array.of(20, 10.2, 10, 10.1),
};
const none = { cash: 0, bonus: 0, transfer: 0 };

describe('factors from dividends', () => {
  it('conserve value: 10 for 10 and one yuan, then cash alone', () => {
    const factors = dividendFactors(bars, [
      { exDate: 20240103, ...none, cash: 1, bonus: 0.4, transfer: 0.6 },
      { exDate: 20240104, ...none, cash: 0.2 },
    ]);
    const [first, second] = factors;
    expect(factors.map(({ tradeDate }) => tradeDate)).toEqual([20240103, 20240104]);
    expect(first.factor).toBeCloseTo(20 / ((20 - 1) / 2), 12);
    expect(second.factor / first.factor).toBeCloseTo(10.2 / 10, 12);
  });

  it('take the next bar for an ex-date without one, and leave out what lies before the bars', () => {
    const factors = dividendFactors(bars, [
      { exDate: 20200102, ...none, cash: 5 },
      { exDate: 20240105, ...none, cash: 1 },
    ]);
    expect(factors).toEqual([{ tradeDate: 20240108, factor: 10 / 9 }]);
  });
});

describe('comparing factors', () => {
  const step = (tradeDate: number, factor: number) => [
    { tradeDate: 19000101, factor: 3 },
    { tradeDate, factor: 3 * factor },
  ];

  it('finds nothing where only the scale and the rounding differ', () => {
    const other = [{ tradeDate: 20240103, factor: 1.0201 }];
    expect(compareFactors(step(20240103, 1.02), other, bars.tradeDate)).toEqual([]);
  });

  it('names each day whose step differs', () => {
    const found = compareFactors(step(20240103, 1.02), step(20240104, 1.02), bars.tradeDate);
    expect(found.map(({ tradeDate }) => tradeDate)).toEqual([20240103, 20240104]);
    expect(found[0].known).toBeCloseTo(1.02, 12);
  });
});
