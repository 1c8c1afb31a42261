import { firstBars } from '#main/market/columns.ts';
import { boardOf, toPrefixed } from '#main/market/symbol.ts';
import type { AdjustFactor, BarColumns, SymbolCode } from '#shared/domain.ts';
import { AppError, toAppError } from '#shared/errors.ts';
import type { ErrorDetails } from '#shared/errors.ts';
import { badData, checkBars, checkTicks } from '../checkBars.ts';
import { getText } from '../http.ts';
import type { HttpOptions } from '../http.ts';
import { createPacer } from '../pacer.ts';
import type { Pacer } from '../pacer.ts';
import type { BarSource, BarsRequest, SourceBars } from '../source.ts';
import { lastCompleteDate } from '../tradingDay.ts';
import { checkVolumeUnit } from '../volumeUnit.ts';
import { parseFactors, parseFacts, parseIndexBars, parseShareBars } from './aktoolsReplies.ts';

export interface AktoolsOptions extends Partial<HttpOptions> {
  /** Where AKTools listens, `http://127.0.0.1:8080`. */
  url: string;
  /** Between two requests that reach the same provider. */
  spacingMs?: number;
  /** Milliseconds since 1970; only complete sessions are taken. */
  now?: () => number;
}

const HTTP_DEFAULTS: HttpOptions = { timeoutMs: 20_000, attempts: 3, backOffMs: 1000 };
/** AKTools evaluates the query as Python: nothing but these may reach it. */
const SAFE_VALUE = /^[A-Za-z0-9_.:\- \u4e00-\u9fff]*$/;

type Upstream = 'eastmoney' | 'sina';
type Call = (
  upstream: Upstream,
  name: string,
  parameters: Record<string, string>,
  details: ErrorDetails,
  signal: AbortSignal,
  options?: Partial<HttpOptions>,
) => Promise<string>;

/**
 * Bars and factors through a local AKTools server (akshare over HTTP). Raw bars are EastMoney's;
 * factors are Sina's dated multiplicative ones, because EastMoney's adjusted series are shifted, not
 * scaled, and no factor can be had from them.
 */
export function createAktools(options: AktoolsOptions): BarSource {
  const base = parseAddress(options.url);
  const http = { ...HTTP_DEFAULTS, ...options };
  const call = createCall(base, http, createPacer(options.spacingMs ?? 1000));
  const now = options.now ?? Date.now;
  return {
    name: 'aktools',
    readBars: (request, signal) => readBars(call, request, now(), signal),
    readFacts: async (symbol, signal) => {
      const details = { symbol, upstream: 'eastmoney' };
      const parameters = { symbol: symbol.slice(0, 6) };
      const name = 'stock_individual_info_em';
      const text = await call('eastmoney', name, parameters, details, signal, { attempts: 1 });
      return parseFacts(text, details);
    },
    testConnection: (signal) => testConnection(base, http, signal),
  };
}

function parseAddress(text: string): URL {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new AppError('INVALID_INPUT', `"${text}" is not an http address`, { url: text });
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

function createCall(base: URL, http: HttpOptions, pace: Pacer): Call {
  return async (upstream, name, parameters, details, signal, options = {}) => {
    const url = new URL(`api/public/${name}`, base);
    for (const [key, value] of Object.entries(parameters)) {
      if (!SAFE_VALUE.test(value)) {
        throw new AppError('INVALID_INPUT', `${key} cannot be sent: ${value}`, { key, value });
      }
      url.searchParams.set(key, value);
    }
    await pace(upstream, signal);
    return getText(url, { ...details, function: name }, { ...http, ...options }, signal);
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
  if (board === 'etf') {
    throw new AppError('INVALID_INPUT', `${symbol}: funds are not read from AKTools`, { symbol });
  }
  const read = board === 'index' ? readIndexBars : readShareBars;
  const details = { symbol, upstream: 'eastmoney' };
  const received = await read(call, request, details, signal);
  const locate = (row: number): ErrorDetails => ({ ...details, row: row + 1 });
  checkBars(received, locate);
  checkRange(received, request, details);
  const bars = dropUnfinished(received, nowMs, details);
  if (board === 'index') return { bars, factors: [] };
  checkTicks(bars, board, locate);
  const unit = checkVolumeUnit(bars, 1);
  if (unit.checked > 0 && !unit.fits) {
    throw badData('amount / volume lies outside the prices of the day', locate(unit.firstOdd));
  }
  return { bars, factors: await readFactors(call, symbol, signal) };
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

function checkRange(bars: BarColumns, { from, to }: BarsRequest, details: ErrorDetails): void {
  const outside = bars.tradeDate.findIndex((date) => date < from || date > to);
  if (outside === -1) return;
  const date = bars.tradeDate[outside];
  throw badData(`${date} was not asked for`, { ...details, row: outside + 1 });
}

function dropUnfinished(bars: BarColumns, nowMs: number, details: ErrorDetails): BarColumns {
  const last = lastCompleteDate(nowMs);
  const count = bars.tradeDate.filter((date) => date <= last).length;
  if (count === 0) throw badData('no session in these dates is over yet', details);
  return firstBars(bars, count);
}

/** `/openapi.json` is the only cheap page that works without the internet. */
async function testConnection(
  base: URL,
  http: HttpOptions,
  signal: AbortSignal,
): ReturnType<BarSource['testConnection']> {
  const start = performance.now();
  const finish = (isReachable: boolean, note: string) => ({
    isReachable,
    latencyMs: Math.round(performance.now() - start),
    note,
  });
  try {
    const url = new URL('openapi.json', base);
    const text = await getText(url, {}, { ...http, attempts: 1 }, signal);
    if (text.includes('/api/public/')) return finish(true, 'AKTools answers');
    return finish(false, `${base.origin} answers, but it is not AKTools`);
  } catch (error) {
    const { code, message } = toAppError(error);
    if (code === 'CANCELLED') throw error;
    return finish(false, message);
  }
}
