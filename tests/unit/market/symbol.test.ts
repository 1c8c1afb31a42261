import { describe, expect, it } from 'vitest';
import { boardOf, parseSymbol, splitSymbol, toPrefixed } from '#main/market/symbol.ts';
import { symbolSchema } from '#shared/symbolSchema.ts';
import { failureOf } from '#tests/fixtures/failureOf.ts';

describe('parseSymbol', () => {
  it.each([
    ['600519', '600519.SH'],
    ['sh600519', '600519.SH'],
    ['SH.600519', '600519.SH'],
    ['600519.sh', '600519.SH'],
    [' 600519.SH ', '600519.SH'],
    ['600519.XSHG', '600519.SH'],
    ['600519.SS', '600519.SH'],
    ['000001', '000001.SZ'],
    ['sh000001', '000001.SH'],
    ['000300', '000300.SH'],
    ['sz000001', '000001.SZ'],
    ['300750', '300750.SZ'],
    ['688981', '688981.SH'],
    ['430047', '430047.BJ'],
    ['920002', '920002.BJ'],
    ['510300', '510300.SH'],
    ['159915', '159915.SZ'],
    ['399001', '399001.SZ'],
    ['00700.HK', '00700.HK'],
    ['700.hk', '00700.HK'],
    ['hk09988', '09988.HK'],
    ['AAPL.US', 'AAPL.US'],
    ['aapl.us', 'AAPL.US'],
    ['BRK.B.US', 'BRK_B.US'],
    ['BRK_A.US', 'BRK_A.US'],
  ])('reads %s as %s', (text, symbol) => {
    expect(parseSymbol(text)).toBe(symbol);
  });

  it.each([
    ['600519.SZ', 'type 600519.SH'],
    ['60051', 'six digits'],
    ['贵州茅台', 'six digits'],
    ['600519.HK', '.SH, .SZ or .BJ'],
    ['900901', 'begins so'],
    ['999999.SZ', 'Shenzhen lists nothing'],
    ['', 'six digits'],
    ['AAPL', 'six digits'],
    ['1234567.HK', 'six digits'],
    ['.US', 'six digits'],
  ])('refuses %s and says what to type', (text, hint) => {
    const failure = failureOf(() => parseSymbol(text));
    expect(failure.code).toBe('INVALID_INPUT');
    expect(failure.message).toContain(hint);
  });
});

describe('boardOf', () => {
  it.each([
    ['600519.SH', 'main'],
    ['000001.SZ', 'main'],
    ['002714.SZ', 'main'],
    ['300750.SZ', 'chinext'],
    ['301001.SZ', 'chinext'],
    ['302132.SZ', 'chinext'],
    ['688981.SH', 'star'],
    ['689009.SH', 'star'],
    ['430047.BJ', 'bse'],
    ['832000.BJ', 'bse'],
    ['873169.BJ', 'bse'],
    ['920002.BJ', 'bse'],
    ['510300.SH', 'etf'],
    ['159915.SZ', 'etf'],
    ['000300.SH', 'index'],
    ['000001.SH', 'index'],
    ['399006.SZ', 'index'],
    ['00700.HK', 'hk'],
    ['AAPL.US', 'us'],
    ['BRK_A.US', 'us'],
  ])('puts %s on %s', (symbol, board) => {
    expect(boardOf(symbol)).toBe(board);
  });
});

describe('splitSymbol', () => {
  it('tells the code from the exchange', () => {
    expect(splitSymbol('600519.SH')).toEqual({ code: '600519', exchange: 'SH' });
    expect(splitSymbol('BRK_A.US')).toEqual({ code: 'BRK_A', exchange: 'US' });
    expect(failureOf(() => splitSymbol('600519')).code).toBe('INVALID_INPUT');
  });

  it('gives spellings that the contract takes', () => {
    for (const symbol of ['600519.SH', '430047.BJ', '00700.HK', 'AAPL.US', 'BRK_A.US']) {
      expect(symbolSchema.parse(parseSymbol(symbol))).toBe(symbol);
    }
  });
});

describe('toPrefixed', () => {
  it('puts the exchange in front', () => {
    expect(toPrefixed('600519.SH')).toBe('sh600519');
    expect(toPrefixed('000001.SZ')).toBe('sz000001');
  });
});
