import { boardOf, splitSymbol, toPrefixed } from '#main/market/symbol.ts';
import type { AdjustFactor, SymbolCode } from '#shared/domain.ts';
import { AppError, toAppError } from '#shared/errors.ts';
import type { ErrorDetails } from '#shared/errors.ts';
import { badData } from '../checkBars.ts';
import { finishBars } from '../finishBars.ts';
import { finishMinutes } from '../finishMinutes.ts';
import { createAskHost } from '../hostOptions.ts';
import type { AskHost, HostOptions } from '../hostOptions.ts';
import { emptyReply, unknownSymbol } from '../reply.ts';
import type { BarsRequest, MinutesRequest, Source, SourceBars, SourceMinutes } from '../source.ts';
import { tryConnection } from '../tryConnection.ts';
import { refuseAbroad } from './mainlandOnly.ts';
import {
  parseCalendar,
  parseCount,
  parseFactors,
  parseMembers,
  parseMinutes,
  parsePackedBars,
} from './sinaReplies.ts';

const FILES_HOST = 'finance.sina.com.cn';
const MINUTES_HOST = 'quotes.sina.cn';
const LISTS_HOST = 'vip.stock.finance.sina.com.cn';
const LISTS_PATH = '/quotes_service/api/json_v2.php/Market_Center';
const CALENDAR_PATH = '/realstock/company/klc_td_sh.txt';
/** As many minute bars as Sina gives. */
const MINUTE_BARS = 1970;
const MEMBERS_PAGE = 80;

/**
 * Sina's public quote pages: the whole raw history in one packed file, dated multiplicative factors,
 * minutes, the calendar, members of an index. Volume in shares, amount in yuan (of an index: unknown).
 */
export function createSina(options: HostOptions) {
  const ask = createAskHost(options);
  const now = options.now ?? Date.now;
  return {
    name: 'sina',
    readBars: (request, signal) => readBars(ask, request, now(), signal),
    readMinutes: (request, signal) => readMinutes(ask, request, now(), signal),
    readFactors: (symbol, signal) => readFactors(ask, symbol, signal),
    readCalendar: (signal) => readCalendar(ask, signal),
    readMembers: (index, signal) => readMembers(ask, index, signal),
    testConnection: (signal) =>
      tryConnection(async () => {
        await readCalendar(ask, signal, 1);
        return 'Sina answers';
      }),
  } satisfies Source;
}

const detailsOf = (symbol: SymbolCode): ErrorDetails => ({ symbol, upstream: 'sina' });

async function readBars(
  ask: AskHost,
  request: BarsRequest,
  nowMs: number,
  signal: AbortSignal,
): Promise<SourceBars> {
  const { symbol, from, to } = request;
  refuseAbroad('Sina', symbol);
  const details = detailsOf(symbol);
  const prefixed = toPrefixed(symbol);
  const folder = boardOf(symbol) === 'index' ? 'hisdata' : 'hisdata_klc2';
  const path = `/realstock/company/${prefixed}/${folder}/klc_kl.js`;
  const text = await askFile(ask, path, details, signal);
  const rows = parsePackedBars(text, prefixed, details);
  const wanted = rows.filter(({ key }) => key >= from && key <= to);
  if (wanted.length === 0) throw emptyReply(details, true);
  // The packing of shares cannot hold the money of an index, that of indices has none.
  const isIndex = boardOf(symbol) === 'index';
  const kept = isIndex ? wanted.map((row) => ({ ...row, amount: NaN })) : wanted;
  return finishBars(kept, { request, details, nowMs, unit: 1 });
}

/** Sina keeps a file for every symbol: where there is none, it does not know the symbol. */
async function askFile(
  ask: AskHost,
  path: string,
  details: ErrorDetails,
  signal: AbortSignal,
): Promise<string> {
  try {
    return await ask({ host: FILES_HOST, path, details }, signal);
  } catch (error) {
    throw toAppError(error).details?.status === 404 ? unknownSymbol(details) : error;
  }
}

async function readMinutes(
  ask: AskHost,
  request: MinutesRequest,
  nowMs: number,
  signal: AbortSignal,
): Promise<SourceMinutes> {
  const { symbol, period } = request;
  refuseAbroad('Sina', symbol);
  const details = { ...detailsOf(symbol), period };
  const path = '/cn/api/jsonp_v2.php/=/CN_MarketDataService.getKLineData';
  const query = {
    symbol: toPrefixed(symbol),
    scale: String(period),
    ma: 'no',
    datalen: String(MINUTE_BARS),
  };
  const text = await ask({ host: MINUTES_HOST, path, query, details }, signal);
  const rows = parseMinutes(text, details);
  return finishMinutes(rows, { request, details, nowMs, unit: 1 });
}

async function readFactors(
  ask: AskHost,
  symbol: SymbolCode,
  signal: AbortSignal,
): Promise<AdjustFactor[]> {
  refuseAbroad('Sina', symbol);
  const prefixed = toPrefixed(symbol);
  const details = detailsOf(symbol);
  const path = `/realstock/company/${prefixed}/hfq.js`;
  const text = await askFile(ask, path, details, signal);
  return parseFactors(text, prefixed, details);
}

async function readCalendar(
  ask: AskHost,
  signal: AbortSignal,
  attempts?: number,
): Promise<Int32Array> {
  const details = { upstream: 'sina' };
  const limit = attempts === undefined ? {} : { attempts };
  const request = { host: FILES_HOST, path: CALENDAR_PATH, details, ...limit };
  return parseCalendar(await ask(request, signal), details);
}

/** The CSI 300 comes in pages, other indices in one reply. */
async function readMembers(
  ask: AskHost,
  index: SymbolCode,
  signal: AbortSignal,
): Promise<SymbolCode[]> {
  if (boardOf(index) !== 'index') {
    throw new AppError('INVALID_INPUT', `${index} is not an index`, { symbol: index });
  }
  const details = detailsOf(index);
  const read = (name: string, query: Record<string, string>): Promise<string> =>
    ask({ host: LISTS_HOST, path: `${LISTS_PATH}.${name}`, query, details }, signal);
  const { code } = splitSymbol(index);
  const order = { sort: 'symbol', asc: '1', _s_r_a: 'init' };
  if (code !== '000300') {
    const query = { page: '1', num: '3000', node: `zhishu_${code}`, ...order };
    const members = parseMembers(await read('getHQNodeDataSimple', query), details);
    if (members.length === 0) throw emptyReply(details, false);
    return [...new Set(members)].sort();
  }
  const count = parseCount(await read('getHQNodeStockCountSimple', { node: 'hs300' }), details);
  const members = new Set<SymbolCode>();
  for (let page = 1; page <= Math.ceil(count / MEMBERS_PAGE); page++) {
    const query = { page: String(page), num: String(MEMBERS_PAGE), node: 'hs300', ...order };
    for (const member of parseMembers(await read('getHQNodeData', query), details)) {
      members.add(member);
    }
  }
  if (members.size === count) return [...members].sort();
  throw badData(`${members.size} of ${count} members came`, details);
}
