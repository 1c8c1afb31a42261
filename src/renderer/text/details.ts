import type { Language } from './language.ts';

/** The engine's English particulars of files, bars and sources → Chinese; figures and names stay. */
const ZH_DETAILS: [RegExp, string][] = [
  [/no bar on (\d+) days to (\S+)/, '至 $2 共缺 $1 个交易日'],
  [/no bar on (\S+)/, '$1 没有日线'],
  [/no volume on (\d+) days to (\S+)/, '至 $2 共 $1 天没有成交'],
  [/no volume on (\S+)/, '$1 没有成交'],
  [
    /close moved (\S+)% without an ex-date(?:, more than the (\S+)% of that day)?/,
    '收盘价变动 $1%，但没有除权除息',
  ],
  [
    /the newest bar is of (\S+), while most of its market goes on: update it, or it was delisted/,
    '最新日线停在 $1，而市场大多数品种仍在交易：请更新，或已退市',
  ],
  [/a row of (\S+) was put aside: /, '$1 的一行数据已隔离：'],
  [
    /volume (\S+) of (\S+) was off by 100, (\S+) is stored: the amount says so/,
    '$2 的成交量 $1 差了 100 倍，按成交额改存为 $3',
  ],
  [/(\d+)-minute bars do not add up to their day: /, '$1 分钟线合计与日线不符：'],
  [
    /(\d+) (\d+)-minute bars came with an open of 0; the close before stands in its place/,
    '$1 根 $2 分钟线的开盘价为 0，已用上一根的收盘价代替',
  ],
  [/volume (\S+), the day says (\S+)/, '成交量 $1，日线为 $2'],
  [/high (\S+), the day says (\S+)/, '最高 $1，日线为 $2'],
  [/low (\S+), the day says (\S+)/, '最低 $1，日线为 $2'],
  [
    /adjust factor steps by (\S+) by (\S+), by (\S+) by (\S+?)('s dividends)?; (\S+)'s is used throughout/,
    '复权因子之比：$2 为 $1，$4 为 $3；全部采用 $6 的因子',
  ],
  [
    /factors of (\S+) do not cover all stored bars and were set aside: update this symbol in full/,
    '$1 的复权因子没有覆盖全部日线，未采用：请重新下载这个品种',
  ],
  [/(\S+) corrected (\S+): /, '$1 更正了 $2：'],
  [/asked for (\S+), served (\S+)/, '所问是 $1，返回的是 $2'],
  [/(\d+) of (\d+) rows are bad, the first one: /, '$2 行中有 $1 行不可信，第一处：'],
  [/(\S+) is there twice and differs/, '$1 出现两次且内容不同'],
  [/(\S+) is there twice/, '$1 出现两次'],
  [/(\S+) is not a date/, '$1 不是日期'],
  [/a price is not a number/, '价格不是数字'],
  [/(\S+) was not asked for/, '$1 不在所问的日期内'],
  [/(\S+) is not a time/, '$1 不是时间'],
  [/a figure is not a number/, '有一个数字无法读出'],
  [
    /price (\S+) is not positive: this looks like an adjusted series.*$/,
    '价格 $1 不是正数，像是复权数据；需要不复权的原始价格',
  ],
  [/price (\S+) is not positive/, '价格 $1 不是正数'],
  [/the high lies below the open or the close/, '最高价低于开盘价或收盘价'],
  [/the low lies above the open or the close/, '最低价高于开盘价或收盘价'],
  [/(volume|amount) (\S+) is not possible/, '成交量或成交额 $2 不可能'],
  [/these are bars of the index (\S+)/, '这是指数 $1 的数据'],
  [
    /(\d+) of (\d+) closes differ from the stored ones by more than (\S+)%: another instrument, or adjusted prices/,
    '$2 个收盘价中有 $1 个与已存的相差超过 $3%：可能是别的品种，或是复权价格',
  ],
  [/every page is sound/, '每一页都完好'],
  [/(\S+) is damaged: /, '$1 已损坏：'],
  [/readable: /, '可以读出：'],
  [
    /put a backup in its place: zuot restore <backup>; the damaged file is kept beside it/,
    '用备份恢复（上面的「从备份恢复」）；损坏的文件会保留在旁边',
  ],
  [
    /what is readable comes out with: zuot export <folder> <symbol…>/,
    '仍能读出的行情可用左边的「导出 CSV」取出',
  ],
  [
    /or export what is readable \(zuot export <folder> <symbol…>\), and download the rest again into a new file/,
    '或导出仍能读出的行情，其余重新下载到新的数据库',
  ],
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
  [/(\S+) answered (\d+) to (\S+)/, '$1 对 $3 返回 $2'],
  [/no full reply in (\d+) ms/, '$1 毫秒内没有完整的回复'],
  // As a name of its own, not as part of an address.
  [/(?<![\w.])eastmoney(?![\w.])/g, '东方财富'],
  [/(?<![\w.])tencent(?![\w.])/g, '腾讯'],
  [/(?<![\w.])sina(?![\w.])/g, '新浪'],
];

/** A particular in the reader's language; what is not known stays in English. */
export function explainDetail(detail: string, language: Language): string {
  if (language === 'en') return detail;
  return ZH_DETAILS.reduce((text, [pattern, words]) => text.replace(pattern, words), detail);
}
