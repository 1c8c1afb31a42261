import type { Exchange, SymbolCode } from '#shared/domain.ts';

/** First digits that one exchange alone gives to shares and funds; bare digits never mean an index. */
const FIRST_DIGITS: [RegExp, Exchange][] = [
  [/^(60|68[89]|5[0-35-8])/, 'SH'],
  [/^(00[0-4]|30[0-2]|1[568])/, 'SZ'],
  [/^(43|83|87|92)/, 'BJ'],
  [/^399/, 'SZ'],
  [/^899/, 'BJ'],
];
/** No share carries it: the CSI 300 index. */
const CSI_300 = '000300';

export interface SymbolList {
  /** Each once, in the order typed. */
  symbols: SymbolCode[];
  /** What was typed and is no symbol. */
  invalid: string[];
}

function toSymbol(word: string): SymbolCode | null {
  const upper = word.toUpperCase();
  const marked = /^(SH|SZ|BJ)\.?(\d{6})$/.exec(upper) ?? /^(\d{6})\.?(SH|SZ|BJ)$/.exec(upper);
  if (marked) {
    const [, first = '', second = ''] = marked;
    return /^\d/.test(first) ? `${first}.${second}` : `${second}.${first}`;
  }
  if (/^\d{5}\.HK$|^[A-Z][A-Z0-9._-]{0,11}\.US$/.test(upper)) return upper;
  if (!/^\d{6}$/.test(word)) return null;
  if (word === CSI_300) return `${word}.SH`;
  const exchange = FIRST_DIGITS.find(([pattern]) => pattern.test(word))?.[1];
  return exchange ? `${word}.${exchange}` : null;
}

/**
 * Codes separated by spaces, lines, or Chinese and English commas: 600519, sh600519, 600519.SH;
 * abroad always with the exchange: 00700.HK, AAPL.US.
 */
export function parseSymbolList(text: string): SymbolList {
  const symbols = new Set<SymbolCode>();
  const invalid: string[] = [];
  for (const word of text.split(/[\s,;，；、]+/).filter(Boolean)) {
    const symbol = toSymbol(word);
    if (symbol) symbols.add(symbol);
    else invalid.push(word);
  }
  return { symbols: [...symbols], invalid };
}
