import { z } from 'zod';
import { fromIsoDate, isTradeDate } from '#main/lib/dates.ts';
import { parseSymbol } from '#main/market/symbol.ts';
import type { AdjustFactor, SymbolCode } from '#shared/domain.ts';
import { toAppError } from '#shared/errors.ts';
import type { ErrorDetails } from '#shared/errors.ts';
import type { BarRow } from '../barRow.ts';
import { badData } from '../checkBars.ts';
import { keepUnread, parseJson, readMinute } from '../reply.ts';
import type { InstrumentFacts } from '../source.ts';

/** Times carry no zone (`2020-01-02T00:00:00.000`): only the day is read, as the exchange's own. */
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}/)
  .transform(fromIsoDate);
const numeric = z.union([
  z.number(),
  z
    .string()
    .regex(/^[\d.eE+-]+$/)
    .transform(Number),
]);

/** One figure of many: NaN where it is none; a row without the column is no row. */
const figure = z
  .union([z.number(), z.string(), z.null()])
  .transform((cell) => (typeof cell === 'number' ? cell : NaN));

const shareBar = z.object({
  日期: day,
  股票代码: z.string(),
  开盘: figure,
  收盘: figure,
  最高: figure,
  最低: figure,
  成交量: figure,
  成交额: figure,
});
const indexBar = z.object({
  date: day,
  open: figure,
  close: figure,
  high: figure,
  low: figure,
  volume: figure,
  amount: figure,
});
const fundBar = shareBar.omit({ 股票代码: true });
const minuteBar = fundBar.omit({ 日期: true }).extend({ 时间: z.string() });
const session = z.object({ trade_date: day });
const member = z.object({ 成分券代码: z.string() });
const factorEntry = z.object({ date: day, hfq_factor: numeric });
const fact = z.object({ item: z.string(), value: z.union([z.string(), z.number(), z.null()]) });

/** What Sina writes for "before the first ex-date". */
const BEGINNING = 19000101;
/** 手 → shares. */
const LOT = 100;

/** Reply of stock_zh_a_hist; refuses rows of another share, which AKTools sends for a lost parameter. */
export function parseShareBars(text: string, digits: string, details: ErrorDetails): BarRow[] {
  const rows = parseRows(text, shareBar, details);
  const other = rows.findIndex((row) => row.股票代码 !== digits);
  if (other !== -1) {
    const got = rows[other].股票代码;
    throw badData(`bars of ${got} came in place of ${digits}`, { ...details, row: other + 1 });
  }
  return rows.map((row) => toRow(row.日期, row, LOT));
}

/** Reply of stock_zh_index_daily_em. */
export function parseIndexBars(text: string, details: ErrorDetails): BarRow[] {
  return parseRows(text, indexBar, details).map(({ date, ...figures }) => {
    const row = { key: date, ...figures, volume: figures.volume * LOT };
    return keepUnread(row, { date, ...figures });
  });
}

/** Reply of fund_etf_hist_em, which names no fund; volume as it came. */
export function parseFundBars(text: string, details: ErrorDetails): BarRow[] {
  return parseRows(text, fundBar, details).map((row) => toRow(row.日期, row));
}

/** Reply of stock_zh_a_hist_min_em, volume in 手. */
export function parseMinuteBars(text: string, details: ErrorDetails): BarRow[] {
  const rows = parseRows(text, minuteBar, details);
  return rows.map((row, i) => toRow(readMinute(row.时间, { ...details, row: i + 1 }), row));
}

function toRow(key: number, served: Omit<z.infer<typeof fundBar>, '日期'>, unit = 1): BarRow {
  const row = {
    key,
    open: served.开盘,
    close: served.收盘,
    high: served.最高,
    low: served.最低,
    volume: served.成交量 * unit,
    amount: served.成交额,
  };
  return keepUnread(row, served);
}

/** Reply of tool_trade_date_hist_sina: every trade date, ascending. */
export function parseTradeDates(text: string, details: ErrorDetails): Int32Array {
  const dates = parseRows(text, session, details).map((row) => row.trade_date);
  dates.forEach((date, i) => {
    const isNext = i === 0 || date > dates[i - 1];
    if (!isTradeDate(date) || !isNext) throw badData(`${date} is not the next trade date`, details);
  });
  return Int32Array.from(dates);
}

/** Reply of index_stock_cons_csindex: shares only, sorted. */
export function parseMembers(text: string, details: ErrorDetails): SymbolCode[] {
  const members = parseRows(text, member, details).map((row, i) => {
    try {
      return parseSymbol(row.成分券代码);
    } catch (error) {
      throw badData(toAppError(error).message, { ...details, row: i + 1 }, error);
    }
  });
  return [...new Set(members)].sort();
}

/** Reply of stock_zh_a_daily?adjust=hfq-factor (newest first there), oldest first here. */
export function parseFactors(text: string, details: ErrorDetails): AdjustFactor[] {
  const rows = parseRows(text, factorEntry, details);
  const factors = rows.map((row) => ({ tradeDate: row.date, factor: row.hfq_factor }));
  factors.sort((a, b) => a.tradeDate - b.tradeDate);
  factors.forEach(({ tradeDate, factor }, i) => {
    const where = { ...details, date: tradeDate };
    if (tradeDate !== BEGINNING && !isTradeDate(tradeDate)) throw badData('not a date', where);
    if (!(factor > 0) || factor === Infinity)
      throw badData(`factor ${factor} is not possible`, where);
    if (i > 0 && factors[i - 1].tradeDate === tradeDate) throw badData('two factors', where);
  });
  return factors;
}

/** Reply of stock_individual_info_em. */
export function parseFacts(text: string, details: ErrorDetails): InstrumentFacts {
  const facts = new Map(parseRows(text, fact, details).map(({ item, value }) => [item, value]));
  const name = facts.get('股票简称');
  const listed = Number(facts.get('上市时间'));
  if (typeof name !== 'string') throw badData('the reply holds no name', details);
  return { name, listDate: listed > 19_000_000 && listed < 30_000_000 ? listed : null };
}

function parseRows<Row extends z.ZodType>(
  text: string,
  schema: Row,
  details: ErrorDetails,
): z.output<Row>[] {
  const reply = z.array(schema).safeParse(parseJson(text, details));
  if (!reply.success) {
    const issue = reply.error.issues[0];
    const [row, ...path] = issue.path;
    const where = typeof row === 'number' ? { ...details, row: row + 1 } : details;
    throw badData(`unexpected reply: ${path.join('.')} ${issue.message}`, where, reply.error);
  }
  if (reply.data.length === 0) {
    throw badData(
      'empty reply: a wrong symbol, no bars in these dates, or the source limits requests',
      { ...details, isEmpty: true },
    );
  }
  return reply.data;
}
