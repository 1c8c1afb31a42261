import { z } from 'zod';
import type { ErrorDetails } from '#shared/errors.ts';
import { badData } from '../checkBars.ts';
import { checkServed, emptyReply, parseAs, parseJson, readDay, readMaybe } from '../reply.ts';
import type { Dividend, ValueRatioColumns } from '../source.ts';

type Row = Record<string, unknown>;

const report = z.object({
  success: z.boolean().optional(),
  message: z.string().nullish(),
  result: z
    .object({
      pages: z.number().int().nonnegative(),
      data: z.array(z.record(z.string(), z.unknown())),
    })
    .nullable(),
});

/** What the data centre says when a report holds nothing about the symbol, rather than that it failed. */
const SAYS_NONE = /返回数据为空|没有数据|暂无数据/;

/** One page of a report about one symbol; no rows where the source says that there are none. */
export function parseReport(
  text: string,
  code: string,
  details: ErrorDetails,
): { rows: Row[]; pages: number } {
  const { result, message } = parseAs(report, parseJson(text, details), details);
  if (result === null) {
    if (SAYS_NONE.test(message ?? '')) return { rows: [], pages: 0 };
    throw emptyReply(details, false);
  }
  result.data.forEach((row, i) => checkServed(row.SECURITY_CODE, code, { ...details, row: i + 1 }));
  return { rows: result.data, pages: result.pages };
}

/** Carried out; a plan or a resolution has not happened. */
const DONE = '实施分配';

/** Rows of RPT_SHAREBONUS_DET (per 10 shares, before tax) per share, oldest first. Throws SOURCE_BAD_DATA. */
export function toDividends(rows: readonly Row[], details: ErrorDetails): Dividend[] {
  const dividends: Dividend[] = [];
  rows.forEach((row, i) => {
    const where = { ...details, row: i + 1 };
    const perShare = (cell: unknown, what: string): number => {
      const value = (readMaybe(cell, what, where) ?? 0) / 10;
      if (value < 0 || value > 100)
        throw badData(`${what} ${value} a share is not possible`, where);
      return value;
    };
    if (row.ASSIGN_PROGRESS !== DONE || typeof row.EX_DIVIDEND_DATE !== 'string') return;
    dividends.push({
      exDate: readDay(row.EX_DIVIDEND_DATE, where),
      cash: perShare(row.PRETAX_BONUS_RMB, 'cash'),
      bonus: perShare(row.BONUS_RATIO, 'bonus'),
      transfer: perShare(row.IT_RATIO, 'transfer'),
    });
  });
  return dividends.sort((a, b) => a.exDate - b.exDate);
}

/** Keys of RPT_VALUEANALYSIS_DET. */
const RATIO_KEYS = {
  close: 'CLOSE_PRICE',
  marketCap: 'TOTAL_MARKET_CAP',
  floatCap: 'NOTLIMITED_MARKETCAP_A',
  totalShares: 'TOTAL_SHARES',
  floatShares: 'FREE_SHARES_A',
  peTtm: 'PE_TTM',
  pe: 'PE_LAR',
  pb: 'PB_MRQ',
  pcf: 'PCF_OCF_TTM',
  ps: 'PS_TTM',
} as const;

/** Rows of RPT_VALUEANALYSIS_DET, oldest first; NaN where the source has none. Throws SOURCE_BAD_DATA. */
export function toValueRatios(rows: readonly Row[], details: ErrorDetails): ValueRatioColumns {
  if (rows.length === 0) throw emptyReply(details, true);
  const dated = rows
    .map((row, i) => ({ row, tradeDate: readDay(row.TRADE_DATE, { ...details, row: i + 1 }) }))
    .sort((a, b) => a.tradeDate - b.tradeDate);
  dated.forEach(({ tradeDate }, i) => {
    if (tradeDate === dated[i - 1]?.tradeDate)
      throw badData(`${tradeDate} is there twice`, details);
  });
  const column = (name: keyof typeof RATIO_KEYS): Float64Array =>
    Float64Array.from(dated, ({ row }) => readMaybe(row[RATIO_KEYS[name]], name, details) ?? NaN);
  return {
    tradeDate: Int32Array.from(dated, ({ tradeDate }) => tradeDate),
    close: column('close'),
    marketCap: column('marketCap'),
    floatCap: column('floatCap'),
    totalShares: column('totalShares'),
    floatShares: column('floatShares'),
    peTtm: column('peTtm'),
    pe: column('pe'),
    pb: column('pb'),
    pcf: column('pcf'),
    ps: column('ps'),
  };
}
