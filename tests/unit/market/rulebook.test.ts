import { describe, expect, it } from 'vitest';
import {
  assertRulesCover,
  dividendTaxRate,
  feeRates,
  lotRule,
  priceLimits,
  sessionHours,
  settlement,
} from '#main/market/rulebook.ts';
import type { PriceLimitQuery } from '#main/market/rulebook.ts';
import { listRules } from '#main/market/listRules.ts';
import { RULE_NAMES } from '#shared/rules.ts';
import { failureOf } from '#tests/fixtures/failureOf.ts';

const limits = (query: Partial<PriceLimitQuery>): ReturnType<typeof priceLimits> =>
  priceLimits({
    symbol: '600519.SH',
    tradeDate: 20240102,
    isSt: false,
    listedDays: Infinity,
    prevClose: 10,
    ...query,
  });

describe('session hours', () => {
  it('are two parts of the day, known for every day', () => {
    const hours = [
      [9 * 60 + 15, 11 * 60 + 30],
      [13 * 60, 15 * 60],
    ];
    for (const date of [19950103, 20060703, 20260105]) expect(sessionHours(date)).toEqual(hours);
  });
});

describe('the list of rules', () => {
  it('tells every row with its source, and whether it is verified', () => {
    const rows = listRules();
    expect(new Set(rows.map(({ rule }) => rule))).toEqual(new Set(RULE_NAMES));
    expect(rows).toContainEqual({
      rule: 'priceLimits',
      from: '2020-08-24',
      boards: ['chinext'],
      prefixes: [],
      terms: { percent: 20 },
      source: expect.any(String) as unknown,
      isVerified: true,
    });
    expect(rows.find(({ rule }) => rule === 'sessions')?.terms).toEqual({
      parts: '09:15–11:30, 13:00–15:00',
    });
    expect(rows.filter(({ isVerified }) => !isVerified).length).toBeGreaterThan(0);
  });
});

describe('price limits', () => {
  it.each([
    ['600519.SH', 20240102, false, 11, 9],
    ['600519.SH', 20240102, true, 10.5, 9.5],
    ['600519.SH', 20260703, true, 10.5, 9.5],
    ['600519.SH', 20260706, true, 11, 9],
    ['300750.SZ', 20200821, false, 11, 9],
    ['300750.SZ', 20200824, false, 12, 8],
    ['300750.SZ', 20200824, true, 12, 8],
    ['688981.SH', 20240102, true, 12, 8],
    ['430047.BJ', 20240102, false, 13, 7],
  ])('of %s on %i, ST %s, are %d and %d', (symbol, tradeDate, isSt, up, down) => {
    expect(limits({ symbol, tradeDate, isSt })).toEqual({ up, down });
  });

  it('round half up to the fen, exactly', () => {
    expect(limits({ prevClose: 10.05 })).toEqual({ up: 11.06, down: 9.05 });
    expect(limits({ prevClose: 1.15 })).toEqual({ up: 1.27, down: 1.04 });
    expect(limits({ prevClose: 1725.88 })).toEqual({ up: 1898.47, down: 1553.29 });
  });

  it('leave at least one tick on each side', () => {
    expect(limits({ prevClose: 0.04 })).toEqual({ up: 0.05, down: 0.03 });
  });

  it('do not hold on the first five days of a registered listing', () => {
    expect(limits({ tradeDate: 20230410, listedDays: 5 })).toBeNull();
    expect(limits({ tradeDate: 20230417, listedDays: 6 })).toEqual({ up: 11, down: 9 });
    expect(limits({ symbol: '688981.SH', listedDays: 5 })).toBeNull();
    expect(limits({ symbol: '300999.SZ', tradeDate: 20201015, listedDays: 1 })).toBeNull();
    expect(limits({ symbol: '430047.BJ', listedDays: 1 })).toBeNull();
    expect(limits({ symbol: '430047.BJ', listedDays: 2 })).toEqual({ up: 13, down: 7 });
  });

  it('are 44% and 36% on the first day of an older main-board listing', () => {
    expect(limits({ tradeDate: 20180605, listedDays: 1 })).toEqual({ up: 14.4, down: 6.4 });
    expect(limits({ tradeDate: 20180606, listedDays: 2 })).toEqual({ up: 11, down: 9 });
  });

  it('are refused before the rulebook, naming its first date', () => {
    const failure = failureOf(() => limits({ tradeDate: 19960101 }));
    expect(failure.code).toBe('INVALID_INPUT');
    expect(failure.message).toContain('1996-12-16');
  });
});

describe('lots, settlement and fees', () => {
  it('come by board', () => {
    expect(lotRule('600519.SH')).toEqual({ min: 100, step: 100 });
    expect(lotRule('688981.SH')).toEqual({ min: 200, step: 1 });
    expect(lotRule('430047.BJ')).toEqual({ min: 100, step: 1 });
    expect(settlement('600519.SH')).toBe(1);
    expect(settlement('510300.SH')).toBe(1);
    expect(settlement('513100.SH')).toBe(0);
  });

  it.each([
    [20180102, 0.001, 0.00002],
    [20220428, 0.001, 0.00002],
    [20220429, 0.001, 0.00001],
    [20230827, 0.001, 0.00001],
    [20230828, 0.0005, 0.00001],
  ])('charge the rates of %i', (tradeDate, stampDuty, transferFee) => {
    expect(feeRates('600519.SH', tradeDate)).toEqual({ stampDuty, transferFee });
  });

  it('are free of stamp duty for funds', () => {
    expect(feeRates('510300.SH', 20240102).stampDuty).toBe(0);
  });

  it.each([
    [20240115, 20240215, 0.2],
    [20240115, 20240216, 0.1],
    [20240115, 20250115, 0.1],
    [20240115, 20250116, 0],
    [20231215, 20240115, 0.2],
  ])('tax dividends on shares bought %i and sold %i at %d', (bought, sold, rate) => {
    expect(dividendTaxRate('600519.SH', bought, sold)).toBe(rate);
  });

  it('refuse a start before the last of their first dates, naming it', () => {
    expect(() => {
      assertRulesCover('600519.SH', 20050104);
    }).toThrow(/transfer fee.*2015-08-01/);
    expect(() => {
      assertRulesCover('600519.SH', 20150801);
    }).not.toThrow();
  });

  it.each(['00700.HK', 'AAPL.US'])('refuse %s, whose market has no rulebook here', (symbol) => {
    expect(() => assertRulesCover(symbol, 20240102)).toThrow(/not backtested/);
    expect(() => lotRule(symbol)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });

  it('refuse an index', () => {
    expect(() => lotRule('000300.SH')).toThrow(/is an index/);
  });
});
