import type { SymbolCode } from '#shared/domain.ts';
import { AppError } from '#shared/errors.ts';
import type { ErrorDetails } from '#shared/errors.ts';
import { splitSymbol } from '#main/market/symbol.ts';
import { badData } from '../checkBars.ts';
import type { AskHost } from '../hostOptions.ts';
import { BAR_FIELDS } from './eastmoneyBars.ts';
import { parseReport } from './eastmoneyReports.ts';

const HISTORY_HOST = 'push2his.eastmoney.com';
const QUOTE_HOST = 'push2.eastmoney.com';
const REPORT_HOST = 'datacenter-web.eastmoney.com';
/** A constant of the public pages. */
const TOKEN = '7eea3edcaed734bea9cbfc24409ed989';
const MAX_REPORT_PAGES = 20;

/** Body of kline/get: bars of one `klt` (101 = day, or minutes) from `beg` to `end`, always raw (`fqt` 0). */
export function askSeries(
  ask: AskHost,
  secid: string,
  span: { klt: string; beg: string; end: string },
  details: ErrorDetails,
  signal: AbortSignal,
  attempts?: number,
): Promise<string> {
  const query = {
    secid,
    ...span,
    fqt: '0',
    fields1: 'f1,f2,f3,f4,f5,f6',
    fields2: BAR_FIELDS,
    ut: TOKEN,
  };
  const path = '/api/qt/stock/kline/get';
  const limit = attempts === undefined ? {} : { attempts };
  return ask({ host: HISTORY_HOST, path, query, details, ...limit }, signal);
}

/** Body of trends2/get: the minutes of the last five sessions. */
export function askTrends(
  ask: AskHost,
  secid: string,
  details: ErrorDetails,
  signal: AbortSignal,
): Promise<string> {
  const query = {
    secid,
    ndays: '5',
    iscr: '0',
    fields1: 'f1,f2,f3,f4,f5,f6,f7,f8,f9,f10,f11,f12,f13',
    fields2: `${BAR_FIELDS},f58`,
    ut: TOKEN,
  };
  const path = '/api/qt/stock/trends2/get';
  return ask({ host: HISTORY_HOST, path, query, details }, signal);
}

/** Body of stock/get. */
export function askQuote(
  ask: AskHost,
  secid: string,
  fields: string,
  details: ErrorDetails,
  signal: AbortSignal,
): Promise<string> {
  const query = { secid, fltt: '2', invt: '2', fields };
  return ask({ host: QUOTE_HOST, path: '/api/qt/stock/get', query, details }, signal);
}

/** Every row of a data-centre report about one A share, newest first. Throws INVALID_INPUT for others. */
export async function readReport(
  ask: AskHost,
  name: string,
  sortedBy: string,
  symbol: SymbolCode,
  signal: AbortSignal,
): Promise<Record<string, unknown>[]> {
  const { code, exchange } = splitSymbol(symbol);
  if (exchange === 'HK' || exchange === 'US') {
    throw new AppError('INVALID_INPUT', `${symbol}: reports are on A shares only`, { symbol });
  }
  const rows: Record<string, unknown>[] = [];
  for (let page = 1, pages = 1; page <= pages; page++) {
    const details = { symbol, upstream: 'eastmoney', report: name, page };
    const query = {
      reportName: name,
      columns: 'ALL',
      filter: `(SECURITY_CODE="${code}")`,
      sortColumns: sortedBy,
      sortTypes: '-1',
      pageSize: '500',
      pageNumber: String(page),
      source: 'WEB',
      client: 'WEB',
    };
    const text = await ask({ host: REPORT_HOST, path: '/api/data/v1/get', query, details }, signal);
    const reply = parseReport(text, code, details);
    if (reply.pages > MAX_REPORT_PAGES) throw badData(`${reply.pages} pages`, details);
    rows.push(...reply.rows);
    pages = reply.pages;
  }
  return rows;
}
