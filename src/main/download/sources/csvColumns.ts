import type { ErrorDetails } from '#shared/errors.ts';
import { badData } from '../checkBars.ts';

const SPELLINGS = {
  date: ['date', 'trade_date', 'tradedate', '日期', '交易日期'],
  open: ['open', '开盘', '开盘价'],
  high: ['high', '最高', '最高价'],
  low: ['low', '最低', '最低价'],
  close: ['close', '收盘', '收盘价'],
  volume: ['volume', 'vol', '成交量', '总手'],
  amount: ['amount', 'money', '成交额', '金额', '总金额'],
  factor: ['factor', 'hfq_factor', 'adjust_factor'],
  trading: ['trading', 'tradestatus', 'is_trading'],
  st: ['st', 'is_st', 'isst'],
  turn: ['turn', 'turnover_ratio', 'turnover_rate', '换手率'],
  pe: ['pe', 'pettm', 'pe_ttm', '市盈率'],
  pb: ['pb', 'pbmrq', 'pb_mrq', '市净率'],
  ps: ['ps', 'psttm', 'ps_ttm', '市销率'],
  pcf: ['pcf', 'pcfncfttm', 'pcf_ttm', '市现率'],
  symbol: ['股票代码', '代码', 'symbol', 'code', 'ts_code'],
  name: ['股票名称', '股票简称', '名称', 'name'],
} as const;
export type CsvColumn = keyof typeof SPELLINGS;

/** Columns that hold the minute of a bar, or with some exporters its day alone. */
const TIMES = ['time', 'datetime', 'timestamp', 'timestamps', '时间'];
/** A day without a time; 同花顺 adds the weekday. */
const DAY_ONLY = /^\d{4}([-/]?)\d{1,2}\1\d{1,2}(,.)?$/;

/** Index of each column that the file has. */
export type CsvLayout = Partial<Record<CsvColumn, number>> & {
  /** Chinese columns, as akshare and the terminals write them: the volume is in 手 or shares. */
  isChinese: boolean;
};
export type BarLayout = CsvLayout &
  Record<'date' | 'open' | 'high' | 'low' | 'close' | 'volume', number>;

const isColumn = (text: string): text is CsvColumn => text in SPELLINGS;

/**
 * Reads a header, or says why the file holds no daily bars. Throws SOURCE_BAD_DATA for unusable bars.
 * @param first cells of the first row, which tell a day from a minute
 */
export function readLayout(
  header: readonly string[],
  first: readonly string[],
  file: string,
): BarLayout | string {
  const names = header.map((name) => name.toLowerCase());
  const layout = findColumns(names);
  const time = names.findIndex((name) => TIMES.includes(name));
  if (time !== -1) {
    const isDay = layout.date === undefined && DAY_ONLY.test(first[time] ?? '');
    if (!isDay) return 'holds minute bars, not daily ones';
    layout.date = time;
  }
  const { date, open, high, low, close, volume } = layout;
  if (date === undefined) return 'holds no bars: no date column';
  if (open === undefined || high === undefined || low === undefined || close === undefined) {
    return 'holds no bars: no open, high, low and close columns';
  }
  const details: ErrorDetails = { file, line: 1 };
  if (names.includes('adj close')) {
    throw badData(
      '"Adj Close" marks split-adjusted prices; raw prices (不复权) are needed',
      details,
    );
  }
  if (volume === undefined) throw badData('there is no volume column', details);
  return { ...layout, date, open, high, low, close, volume };
}

function findColumns(names: readonly string[]): CsvLayout {
  const layout: CsvLayout = { isChinese: names.includes('开盘') || names.includes('开盘价') };
  for (const [column, spellings] of Object.entries(SPELLINGS)) {
    const index = names.findIndex((name) => spellings.some((spelling) => spelling === name));
    if (index !== -1 && isColumn(column)) layout[column] = index;
  }
  // `turnover` is money where the rate has a column of its own, and the rate everywhere else.
  const turnover = names.indexOf('turnover');
  const hasRate = names.some((name) => name === 'turnover_ratio' || name === 'turnover_rate');
  if (layout.amount === undefined && turnover !== -1 && hasRate) layout.amount = turnover;
  return layout;
}
