import { describe, expect, it } from 'vitest';
import { boardOf, parseSymbol, toPrefixed } from '#main/market/symbol.ts';
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
  ])('puts %s on %s', (symbol, board) => {
    expect(boardOf(symbol)).toBe(board);
  });
});

describe('toPrefixed', () => {
  it('puts the exchange in front', () => {
    expect(toPrefixed('600519.SH')).toBe('sh600519');
    expect(toPrefixed('000001.SZ')).toBe('sz000001');
  });
});
