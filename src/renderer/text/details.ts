import type { Language } from './language.ts';

/** The engine's English particulars of files, bars and sources → Chinese; figures and names stay. */
const ZH_DETAILS: [RegExp, string][] = [
  [/no bar on (\d+) days to (\S+)/, '至 $2 共缺 $1 个交易日'],
  [/no bar on (\S+)/, '$1 没有日线'],
  [/no volume on (\d+) days to (\S+)/, '至 $2 共 $1 天没有成交'],
  [/no volume on (\S+)/, '$1 没有成交'],
  [/close moved (\S+)% without an ex-date/, '收盘价变动 $1%，但没有除权除息'],
  [/holds no bars: no date column/, '不是行情文件：没有日期列'],
  [/holds no bars: no open, high, low and close columns/, '不是行情文件：没有开高低收列'],
  [/holds no bars: no line under the header/, '没有数据行'],
  [/AKTools answers/, 'AKTools 有响应'],
  [/(\S+) answers, but it is not AKTools/, '$1 有响应，但不是 AKTools'],
  [
    /prices are finer than (\S+) yuan: this looks like an adjusted series.*$/,
    '价格精度小于 $1 元，像是复权数据；需要不复权的原始价格',
  ],
  [
    /"Adj Close" marks split-adjusted prices.*$/,
    '含 Adj Close 列，是复权价格；需要不复权的原始价格',
  ],
  [/the name says adjusted; raw prices.*$/, '文件名表明是复权数据；需要不复权的原始价格'],
  [
    /amount \/ volume lies outside the prices of the day(: prices are adjusted.*)?$/,
    '成交额 ÷ 成交量不在当日价格范围内：可能是复权价格、指数或别的股票',
  ],
  [/there is no volume column/, '没有成交量列'],
  [/"([^"]*)" is not a number/, '「$1」不是数字'],
  [/"([^"]*)" is not a date/, '「$1」不是日期'],
  [
    /without 成交额 the unit of 成交量 \(手 or 股\) is not certain/,
    '没有成交额列，无法确定成交量的单位是手还是股',
  ],
  [/the text is neither UTF-8 nor GBK/, '文件编码既不是 UTF-8 也不是 GBK'],
  [/the line does not have the columns of the header/, '该行的列数与表头不一致'],
  [/\bline (\d+)\b/, '第 $1 行'],
];

/** A particular in the reader's language; what is not known stays in English. */
export function explainDetail(detail: string, language: Language): string {
  if (language === 'en') return detail;
  return ZH_DETAILS.reduce((text, [pattern, words]) => text.replace(pattern, words), detail);
}
