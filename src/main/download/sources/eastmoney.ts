import { boardOf, splitSymbol } from '#main/market/symbol.ts';
import type { SymbolCode } from '#shared/domain.ts';
import { AppError, toAppError } from '#shared/errors.ts';
import type { ErrorDetails } from '#shared/errors.ts';
import { finishBars } from '../finishBars.ts';
import { finishMinutes } from '../finishMinutes.ts';
import { createAskHost } from '../hostOptions.ts';
import type { AskHost, HostOptions } from '../hostOptions.ts';
import type {
  BarsRequest,
  InstrumentFacts,
  MinutesRequest,
  Quote,
  Source,
  SourceBars,
  SourceMinutes,
} from '../source.ts';
import { tryConnection } from '../tryConnection.ts';
import { parseSeries } from './eastmoneyBars.ts';
import { readInstruments, readSectorMembers, readSectors } from './eastmoneyLists.ts';
import { askQuote, askSeries, askTrends, readReport } from './eastmoneyPages.ts';
import { FACT_FIELDS, parseFacts, parseQuote, QUOTE_FIELDS } from './eastmoneyQuote.ts';
import { toDividends, toValueRatios } from './eastmoneyReports.ts';

/** Nasdaq, NYSE, NYSE American. */
const US_MARKETS = ['105', '106', '107'];

interface Context {
  ask: AskHost;
  now: () => number;
  /** Where a ticker was found. */
  usMarkets: Map<SymbolCode, string>;
}

/**
 * EastMoney's public quote pages: raw bars (its adjusted series are shifted, never scaled, and are not
 * asked for), minutes, lists, quotes, dividends, value ratios. Volume in 手 for mainland markets.
 */
export function createEastmoney(options: HostOptions) {
  const ask = createAskHost(options);
  const context: Context = { ask, now: options.now ?? Date.now, usMarkets: new Map() };
  return {
    name: 'eastmoney',
    readBars: (request, signal) => readBars(context, request, signal),
    readMinutes: (request, signal) => readMinutes(context, request, signal),
    readFacts: (symbol, signal) => readFacts(context, symbol, signal),
    readSpot: (symbols, signal) => readSpot(context, symbols, signal),
    readInstruments: (group, signal) => readInstruments(ask, group, signal),
    readSectors: (signal) => readSectors(ask, signal),
    readSectorMembers: async (code, signal) => {
      if (/^BK\d{4}$/.test(code)) return readSectorMembers(ask, code, signal);
      throw new AppError('INVALID_INPUT', `"${code}" is not a sector of EastMoney`, { code });
    },
    readDividends: async (symbol, signal) => {
      const rows = await readReport(ask, 'RPT_SHAREBONUS_DET', 'REPORT_DATE', symbol, signal);
      return toDividends(rows, detailsOf(symbol));
    },
    readValueRatios: async (symbol, signal) => {
      const rows = await readReport(ask, 'RPT_VALUEANALYSIS_DET', 'TRADE_DATE', symbol, signal);
      return toValueRatios(rows, detailsOf(symbol));
    },
    testConnection: (signal) => tryConnection(() => askForAnything(ask, signal)),
  } satisfies Source;
}

/** Any true reply will do, also "unknown"; one without rows is how EastMoney shuts out. */
async function askForAnything(ask: AskHost, signal: AbortSignal): Promise<string> {
  const details = { upstream: 'eastmoney' };
  const span = { klt: '101', beg: '20240102', end: '20240131' };
  const text = await askSeries(ask, '1.000300', span, details, signal, 1);
  try {
    parseSeries(text, 'klines', '000300', details);
  } catch (error) {
    const known = toAppError(error).details;
    if (known?.isUnknown !== true && known?.isAnswered !== true) throw error;
  }
  return 'EastMoney answers';
}

const detailsOf = (symbol: SymbolCode): ErrorDetails => ({ symbol, upstream: 'eastmoney' });

/** The unit of a market's volume: 手 on the mainland, shares abroad. */
function unitOf(symbol: SymbolCode): 1 | 100 {
  const board = boardOf(symbol);
  return board === 'hk' || board === 'us' ? 1 : 100;
}

/**
 * Calls `read` with EastMoney's id of a symbol, `<market>.<code>`. A ticker of the United States is
 * looked for on its three markets in turn.
 */
async function onMarket<T>(
  { usMarkets }: Context,
  symbol: SymbolCode,
  read: (secid: string, code: string) => Promise<T>,
): Promise<T> {
  const { code, exchange } = splitSymbol(symbol);
  const market = { SH: '1', SZ: '0', BJ: '0', HK: '116', US: usMarkets.get(symbol) }[exchange];
  if (market !== undefined) return read(`${market}.${code}`, code);
  for (const candidate of US_MARKETS.slice(0, -1)) {
    try {
      const found = await read(`${candidate}.${code}`, code);
      usMarkets.set(symbol, candidate);
      return found;
    } catch (error) {
      if (toAppError(error).details?.isUnknown !== true) throw error;
    }
  }
  return read(`${US_MARKETS.at(-1)}.${code}`, code);
}

async function readBars(
  context: Context,
  request: BarsRequest,
  signal: AbortSignal,
): Promise<SourceBars> {
  const { symbol, from, to } = request;
  const details = detailsOf(symbol);
  const rows = await onMarket(context, symbol, async (secid, code) => {
    const span = { klt: '101', beg: String(from), end: String(to) };
    const text = await askSeries(context.ask, secid, span, details, signal);
    return parseSeries(text, 'klines', code, details);
  });
  const expectation = { request, details, nowMs: context.now(), unit: unitOf(symbol) };
  return finishBars(rows, expectation);
}

/** One minute comes from the page of the last five sessions, longer periods from the history of bars. */
async function readMinutes(
  context: Context,
  request: MinutesRequest,
  signal: AbortSignal,
): Promise<SourceMinutes> {
  const { symbol, period } = request;
  const details = { ...detailsOf(symbol), period };
  const rows = await onMarket(context, symbol, async (secid, code) => {
    if (period === 1) {
      const text = await askTrends(context.ask, secid, details, signal);
      return parseSeries(text, 'trends', code, details);
    }
    const span = { klt: String(period), beg: '0', end: '20500000' };
    const text = await askSeries(context.ask, secid, span, details, signal);
    return parseSeries(text, 'klines', code, details);
  });
  return finishMinutes(rows, { request, details, nowMs: context.now(), unit: unitOf(symbol) });
}

function readFacts(
  context: Context,
  symbol: SymbolCode,
  signal: AbortSignal,
): Promise<InstrumentFacts> {
  const details = detailsOf(symbol);
  return onMarket(context, symbol, async (secid, code) => {
    const text = await askQuote(context.ask, secid, FACT_FIELDS, details, signal);
    return parseFacts(text, code, details);
  });
}

async function readSpot(
  context: Context,
  symbols: readonly SymbolCode[],
  signal: AbortSignal,
): Promise<Quote[]> {
  const quotes: Quote[] = [];
  for (const symbol of symbols) {
    const details = detailsOf(symbol);
    try {
      const quote = await onMarket(context, symbol, async (secid, code) => {
        const text = await askQuote(context.ask, secid, QUOTE_FIELDS, details, signal);
        return parseQuote(text, { symbol, code, lot: unitOf(symbol) }, details);
      });
      quotes.push(quote);
    } catch (error) {
      if (toAppError(error).details?.isUnknown !== true) throw error;
    }
  }
  return quotes;
}
