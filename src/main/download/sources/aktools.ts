import { boardOf, toPrefixed } from '#main/market/symbol.ts';
import type { AdjustFactor, BarColumns, SymbolCode } from '#shared/domain.ts';
import { AppError } from '#shared/errors.ts';
import type { ErrorDetails } from '#shared/errors.ts';
import { parseAddress } from '../address.ts';
import { createClient } from '../client.ts';
import type { ClientOptions, FetchText } from '../client.ts';
import { badData } from '../checkBars.ts';
import { finishBars } from '../finishBars.ts';
import type { BarsRequest, ConnectionTest, Source, SourceBars } from '../source.ts';
import { tryConnection } from '../tryConnection.ts';
import { parseFactors, parseFacts, parseIndexBars, parseShareBars } from './aktoolsReplies.ts';

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
const HOSTS = { eastmoney: 'push2his.eastmoney.com', sina: 'finance.sina.com.cn' };

type Call = (
  upstream: keyof typeof HOSTS,
  name: string,
  parameters: Record<string, string>,
  details: ErrorDetails,
  signal: AbortSignal,
  attempts?: number,
) => Promise<string>;

/**
 * Bars and factors through a local AKTools server (akshare over HTTP). Raw bars are EastMoney's;
 * factors are Sina's dated multiplicative ones, because EastMoney's adjusted series are shifted, not
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
    readFactors: (symbol, signal) => readFactors(call, symbol, signal),
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
  if (board === 'etf' || board === 'hk' || board === 'us') {
    throw new AppError(
      'INVALID_INPUT',
      `${symbol}: AKTools is asked for A shares and indices only`,
      { symbol },
    );
  }
  const read = board === 'index' ? readIndexBars : readShareBars;
  const details = { symbol, upstream: 'eastmoney' };
  const received = await read(call, request, details, signal);
  return finishBars(received, { request, details, nowMs, unit: 1 });
}

async function readShareBars(
  call: Call,
  { symbol, from, to }: BarsRequest,
  details: ErrorDetails,
  signal: AbortSignal,
): Promise<BarColumns> {
  const digits = symbol.slice(0, 6);
  // AKTools fills a missing parameter with a default (another symbol!): all of them are always sent.
  const parameters = {
    symbol: digits,
    period: 'daily',
    start_date: String(from),
    end_date: String(to),
    adjust: '',
  };
  const text = await call('eastmoney', 'stock_zh_a_hist', parameters, details, signal);
  return parseShareBars(text, digits, details);
}

async function readIndexBars(
  call: Call,
  { symbol, from, to }: BarsRequest,
  details: ErrorDetails,
  signal: AbortSignal,
): Promise<BarColumns> {
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
