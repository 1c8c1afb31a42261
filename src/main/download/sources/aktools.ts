import { boardOf, toPrefixed } from '#main/market/symbol.ts';
import type { AdjustFactor, Board, SymbolCode } from '#shared/domain.ts';
import { AppError } from '#shared/errors.ts';
import type { ErrorDetails } from '#shared/errors.ts';
import { parseAddress } from '../address.ts';
import type { BarRow } from '../barRow.ts';
import { createClient } from '../client.ts';
import type { ClientOptions, FetchText } from '../client.ts';
import { badData } from '../checkBars.ts';
import { finishBars } from '../finishBars.ts';
import { finishMinutes } from '../finishMinutes.ts';
import type {
  BarsRequest,
  ConnectionTest,
  MinutesRequest,
  Source,
  SourceBars,
  SourceMinutes,
} from '../source.ts';
import { tryConnection } from '../tryConnection.ts';
import {
  parseFactors,
  parseFacts,
  parseFundBars,
  parseIndexBars,
  parseMembers,
  parseMinuteBars,
  parseShareBars,
  parseTradeDates,
} from './aktoolsReplies.ts';

export interface AktoolsOptions extends ClientOptions {
  /** Where AKTools listens, `http://127.0.0.1:8080`. */
  url: string;
  /** Milliseconds since 1970; only complete sessions are taken. */
  now?: () => number;
  /** Shared by all sources, so that each host has one queue; made from the other options where it is left out. */
  fetchText?: FetchText;
}

/** AKTools evaluates the query as Python: nothing but these may reach it. */
const SAFE_VALUE = /^[A-Za-z0-9_.:\- \u4e00-\u9fff]*$/;
/** The public hosts that akshare asks: what limits requests is theirs, not AKTools'. */
const HOSTS = {
  eastmoney: 'push2his.eastmoney.com',
  sina: 'finance.sina.com.cn',
  csindex: 'oss-ch.csindex.com.cn',
};

const SHARE_BOARDS: ReadonlySet<Board> = new Set<Board>(['main', 'chinext', 'star', 'bse']);

type Call = (
  upstream: keyof typeof HOSTS,
  name: string,
  parameters: Record<string, string>,
  details: ErrorDetails,
  signal: AbortSignal,
  attempts?: number,
) => Promise<string>;

/**
 * Bars, minutes, factors, calendar and members through a local AKTools server (akshare over HTTP). Raw
 * bars are EastMoney's; factors are Sina's dated multiplicative ones, because EastMoney's adjusted series are shifted, not
 * scaled, and no factor can be had from them.
 */
export function createAktools(options: AktoolsOptions) {
  const base = parseAddress(options.url);
  const fetchText = options.fetchText ?? createClient(options);
  const call = createCall(base, fetchText);
  const now = options.now ?? Date.now;
  return {
    name: 'aktools',
    readBars: (request, signal) => readBars(call, request, now(), signal),
    readMinutes: (request, signal) => readMinutes(call, request, now(), signal),
    readFactors: (symbol, signal) => readFactors(call, symbol, signal),
    readCalendar: async (signal) => {
      const details = { upstream: 'sina' };
      const text = await call('sina', 'tool_trade_date_hist_sina', {}, details, signal);
      return parseTradeDates(text, details);
    },
    readMembers: (index, signal) => readMembers(call, index, signal),
    readFacts: async (symbol, signal) => {
      const details = { symbol, upstream: 'eastmoney' };
      const parameters = { symbol: symbol.slice(0, 6) };
      const name = 'stock_individual_info_em';
      const text = await call('eastmoney', name, parameters, details, signal, 1);
      return parseFacts(text, details);
    },
    testConnection: (signal) => testConnection(base, fetchText, signal),
  } satisfies Source;
}

function createCall(base: URL, fetchText: FetchText): Call {
  return (upstream, name, parameters, details, signal, attempts) => {
    const url = new URL(`api/public/${name}`, base);
    for (const [key, value] of Object.entries(parameters)) {
      if (!SAFE_VALUE.test(value)) {
        throw new AppError('INVALID_INPUT', `${key} cannot be sent: ${value}`, { key, value });
      }
      url.searchParams.set(key, value);
    }
    const request = { url, host: HOSTS[upstream], details: { ...details, function: name } };
    return fetchText(attempts === undefined ? request : { ...request, attempts }, signal);
  };
}

async function readBars(
  call: Call,
  request: BarsRequest,
  nowMs: number,
  signal: AbortSignal,
): Promise<SourceBars> {
  const { symbol } = request;
  const board = boardOf(symbol);
  if (board === 'hk' || board === 'us') {
    throw new AppError('INVALID_INPUT', `${symbol}: AKTools is asked for mainland markets only`, {
      symbol,
    });
  }
  const details = { symbol, upstream: 'eastmoney' };
  const expectation = { request, details, nowMs };
  if (board === 'index') {
    const received = await readIndexBars(call, request, details, signal);
    return finishBars(received, { ...expectation, unit: 1 });
  }
  const text = await readHistory(call, request, board === 'etf', details, signal);
  if (board === 'etf') {
    return finishBars(parseFundBars(text, details), { ...expectation, unit: 'either' });
  }
  const received = parseShareBars(text, symbol.slice(0, 6), details);
  return finishBars(received, { ...expectation, unit: 1 });
}

function readHistory(
  call: Call,
  { symbol, from, to }: BarsRequest,
  isFund: boolean,
  details: ErrorDetails,
  signal: AbortSignal,
): Promise<string> {
  // AKTools fills a missing parameter with a default (another symbol!): all of them are always sent.
  const parameters = {
    symbol: symbol.slice(0, 6),
    period: 'daily',
    start_date: String(from),
    end_date: String(to),
    adjust: '',
  };
  const name = isFund ? 'fund_etf_hist_em' : 'stock_zh_a_hist';
  return call('eastmoney', name, parameters, details, signal);
}

async function readMinutes(
  call: Call,
  request: MinutesRequest,
  nowMs: number,
  signal: AbortSignal,
): Promise<SourceMinutes> {
  const { symbol, period } = request;
  if (!SHARE_BOARDS.has(boardOf(symbol))) {
    throw new AppError('INVALID_INPUT', `${symbol}: AKTools has minutes of A shares only`, {
      symbol,
    });
  }
  const details = { symbol, upstream: 'eastmoney', period };
  const parameters = {
    symbol: symbol.slice(0, 6),
    start_date: '1979-09-01 09:32:00',
    end_date: '2222-01-01 09:32:00',
    period: String(period),
    adjust: '',
  };
  const text = await call('eastmoney', 'stock_zh_a_hist_min_em', parameters, details, signal);
  return finishMinutes(parseMinuteBars(text, details), { request, details, nowMs, unit: 100 });
}

/** Constituents as the index's own publisher lists them. */
async function readMembers(
  call: Call,
  index: SymbolCode,
  signal: AbortSignal,
): Promise<SymbolCode[]> {
  if (boardOf(index) !== 'index') {
    throw new AppError('INVALID_INPUT', `${index} is not an index`, { symbol: index });
  }
  const details = { symbol: index, upstream: 'csindex' };
  const parameters = { symbol: index.slice(0, 6) };
  const text = await call('csindex', 'index_stock_cons_csindex', parameters, details, signal);
  return parseMembers(text, details);
}

async function readIndexBars(
  call: Call,
  { symbol, from, to }: BarsRequest,
  details: ErrorDetails,
  signal: AbortSignal,
): Promise<BarRow[]> {
  const parameters = {
    symbol: toPrefixed(symbol),
    start_date: String(from),
    end_date: String(to),
  };
  const text = await call('eastmoney', 'stock_zh_index_daily_em', parameters, details, signal);
  return parseIndexBars(text, details);
}

async function readFactors(
  call: Call,
  symbol: SymbolCode,
  signal: AbortSignal,
): Promise<AdjustFactor[]> {
  const details = { symbol, upstream: 'sina' };
  const parameters = {
    symbol: toPrefixed(symbol),
    start_date: '19900101',
    end_date: '21000118',
    adjust: 'hfq-factor',
  };
  const text = await call('sina', 'stock_zh_a_daily', parameters, details, signal);
  return parseFactors(text, details);
}

/** `/openapi.json` is the only cheap page that works without the internet. */
function testConnection(
  base: URL,
  fetchText: FetchText,
  signal: AbortSignal,
): Promise<ConnectionTest> {
  return tryConnection(async () => {
    const url = new URL('openapi.json', base);
    const text = await fetchText({ url, host: base.host, details: {}, attempts: 1 }, signal);
    if (text.includes('/api/public/')) return 'AKTools answers';
    throw badData('something answers, but it is not AKTools', { address: base.origin });
  });
}
