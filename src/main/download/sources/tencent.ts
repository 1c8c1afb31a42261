import { toIsoDate } from '#main/lib/dates.ts';
import { toPrefixed } from '#main/market/symbol.ts';
import type { SymbolCode, TradeDate } from '#shared/domain.ts';
import type { ErrorDetails } from '#shared/errors.ts';
import type { BarRow } from '../barRow.ts';
import { badData } from '../checkBars.ts';
import { finishBars } from '../finishBars.ts';
import { createAskHost } from '../hostOptions.ts';
import type { AskHost, HostOptions } from '../hostOptions.ts';
import { emptyReply, unknownSymbol } from '../reply.ts';
import type { BarsRequest, Quote, Source, SourceBars } from '../source.ts';
import { tryConnection } from '../tryConnection.ts';
import { refuseAbroad } from './mainlandOnly.ts';
import { parseFirstDay, parseSpot, parseWindow } from './tencentReplies.ts';

const BARS_HOST = 'proxy.finance.qq.com';
const TRENDS_HOST = 'web.ifzq.gtimg.cn';
const SPOT_HOST = 'qt.gtimg.cn';
/** Rows in one reply at most; two years of sessions stay below it. */
const MAX_ROWS = 640;
const YEARS = 2;
const SPOT_BATCH = 50;

/**
 * Tencent's public quote pages: raw bars of shares, indices and funds (its adjusted series are shifted
 * and not asked for), and quotes. Volume in 手 or shares, told apart by the money; amount in 万元.
 */
export function createTencent(options: HostOptions) {
  const ask = createAskHost(options);
  const now = options.now ?? Date.now;
  return {
    name: 'tencent',
    readBars: (request, signal) => readBars(ask, request, now(), signal),
    readSpot: (symbols, signal) => readSpot(ask, symbols, signal),
    testConnection: (signal) =>
      tryConnection(async () => {
        const span = { from: 20240102, to: 20240131 };
        const details = { upstream: 'tencent' };
        await askWindow(ask, 'sh000300', span, details, signal, 1);
        return 'Tencent answers';
      }),
  } satisfies Source;
}

interface Span {
  from: TradeDate;
  to: TradeDate;
}

async function readBars(
  ask: AskHost,
  request: BarsRequest,
  nowMs: number,
  signal: AbortSignal,
): Promise<SourceBars> {
  const { symbol } = request;
  refuseAbroad('Tencent', symbol);
  const details = { symbol, upstream: 'tencent' };
  const prefixed = toPrefixed(symbol);
  // Windows before the listing would be asked for in vain.
  const first = isLong(request) ? await askFirstDay(ask, prefixed, details, signal) : null;
  const rows: BarRow[] = [];
  for (const window of windowsOf({ from: Math.max(request.from, first ?? 0), to: request.to })) {
    const found = await askWindow(ask, prefixed, window, details, signal);
    if (found === null) throw first === null ? unknownSymbol(details) : emptyReply(details, false);
    assertWhole(found, details);
    rows.push(...found.filter(({ key }) => key >= window.from && key <= window.to));
  }
  if (rows.length === 0) throw emptyReply(details, true);
  return finishBars(rows, { request, details, nowMs, unit: 'either' });
}

const yearOf = (date: TradeDate): number => Math.floor(date / 10_000);
const isLong = ({ from, to }: Span): boolean => yearOf(to) - yearOf(from) >= YEARS;

/** Whole calendar years, two at a time; the last one ends with `to`. */
function windowsOf({ from, to }: Span): Span[] {
  const windows: Span[] = [];
  for (let year = yearOf(from); year <= yearOf(to); year += YEARS) {
    const start = Math.max(from, year * 10_000 + 101);
    windows.push({ from: start, to: Math.min(to, (year + YEARS - 1) * 10_000 + 1231) });
  }
  return windows;
}

function assertWhole(found: readonly BarRow[], details: ErrorDetails): void {
  if (found.length >= MAX_ROWS)
    throw badData(`${found.length} rows: the reply is not whole`, details);
}

async function askFirstDay(
  ask: AskHost,
  prefixed: string,
  details: ErrorDetails,
  signal: AbortSignal,
): Promise<TradeDate | null> {
  const path = '/other/klineweb/klineWeb/weekTrends';
  const query = { code: prefixed, type: 'qfq', _var: 'trend_qfq' };
  const text = await ask({ host: TRENDS_HOST, path, query, details }, signal);
  return parseFirstDay(text, details);
}

async function askWindow(
  ask: AskHost,
  prefixed: string,
  { from, to }: Span,
  details: ErrorDetails,
  signal: AbortSignal,
  attempts?: number,
): Promise<BarRow[] | null> {
  const path = '/ifzqgtimg/appstock/app/newfqkline/get';
  const param = `${prefixed},day,${toIsoDate(from)},${toIsoDate(to)},${MAX_ROWS},`;
  const query = { _var: 'kline_day', param };
  const limit = attempts === undefined ? {} : { attempts };
  const text = await ask({ host: BARS_HOST, path, query, details, ...limit }, signal);
  return parseWindow(text, prefixed, details);
}

async function readSpot(
  ask: AskHost,
  symbols: readonly SymbolCode[],
  signal: AbortSignal,
): Promise<Quote[]> {
  for (const symbol of symbols) refuseAbroad('Tencent', symbol);
  const quotes: Quote[] = [];
  const details = { upstream: 'tencent' };
  for (let start = 0; start < symbols.length; start += SPOT_BATCH) {
    const batch = symbols.slice(start, start + SPOT_BATCH);
    const path = `/q=${batch.map(toPrefixed).join(',')}`;
    const text = await ask({ host: SPOT_HOST, path, details, encoding: 'gb18030' }, signal);
    quotes.push(...parseSpot(text, batch, details));
  }
  return quotes;
}
