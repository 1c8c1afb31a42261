import { z } from 'zod';
import { boardOf, parseSymbol } from '#main/market/symbol.ts';
import type { Exchange, SymbolCode } from '#shared/domain.ts';
import { toAppError } from '#shared/errors.ts';
import type { ErrorDetails } from '#shared/errors.ts';
import { badData } from '../checkBars.ts';
import type { AskHost } from '../hostOptions.ts';
import { emptyReply, parseAs, parseJson } from '../reply.ts';
import type { InstrumentGroup, ListedInstrument, Sector } from '../source.ts';

const PAGE = 100;
/** More pages than any list has: a reply that claims so is broken. */
const MAX_PAGES = 500;
const HOST = 'push2.eastmoney.com';
const TOKEN = 'bd1d9ddb04089700cf9c27f6f7426281';

/** Filters of the groups, as EastMoney's own pages send them. */
const GROUPS: Record<InstrumentGroup, string> = {
  shares: 'm:0 t:6,m:0 t:80,m:1 t:2,m:1 t:23,m:0 t:81 s:2048',
  delisted: 'm:0 s:3',
  etf: 'b:MK0021,b:MK0022,b:MK0023,b:MK0024,b:MK0827',
  index: 'b:MK0010,m:1+t:1,m:0 t:5,m:1+s:3,m:0+t:5',
  hk: 'm:128 t:3,m:128 t:4,m:128 t:1,m:128 t:2',
  us: 'm:105,m:106,m:107',
};

const entry = z.object({
  f12: z.string().min(1),
  f13: z.number(),
  f14: z.string(),
  f26: z.union([z.number(), z.string()]).optional(),
});
type Entry = z.infer<typeof entry>;
const page = z.object({
  data: z.object({ total: z.number().int().positive(), diff: z.array(entry) }).nullable(),
});

/** One page of a list: code (f12), market (f13), name (f14), listing date (f26). Throws SOURCE_BAD_DATA. */
export function parsePage(
  text: string,
  details: ErrorDetails,
): { total: number; entries: Entry[] } {
  const { data } = parseAs(page, parseJson(text, details), details);
  if (data === null || data.diff.length === 0) throw emptyReply(details, false);
  return { total: data.total, entries: data.diff };
}

/**
 * All pages of a list, sorted by code while paging: by change, rows would move between two requests. A
 * page that is lost, or a total that moves, fails the whole call.
 */
async function readList(ask: AskHost, filter: string, signal: AbortSignal): Promise<Entry[]> {
  const entries = new Map<string, Entry>();
  let total = 0;
  for (let number = 1, pages = 1; number <= pages; number++) {
    const details = { upstream: 'eastmoney', page: number };
    const query = {
      pn: String(number),
      pz: String(PAGE),
      po: '0',
      np: '1',
      fltt: '2',
      invt: '2',
      fid: 'f12',
      fs: filter,
      fields: 'f12,f13,f14,f26',
      ut: TOKEN,
    };
    const text = await ask({ host: HOST, path: '/api/qt/clist/get', query, details }, signal);
    const reply = parsePage(text, details);
    if (number === 1) {
      total = reply.total;
      pages = Math.ceil(total / reply.entries.length);
      if (pages > MAX_PAGES) throw badData(`a list of ${total} is not possible`, details);
    }
    if (reply.total !== total) throw badData('the list changed while it was read', details);
    for (const found of reply.entries) entries.set(`${found.f13}.${found.f12}`, found);
  }
  if (entries.size === total) return [...entries.values()];
  throw badData(`${entries.size} of ${total} rows came`, { upstream: 'eastmoney' });
}

/** Sorted by symbol; entries that are no instruments of ours (B shares, warrants) are left out. */
export async function readInstruments(
  ask: AskHost,
  group: InstrumentGroup,
  signal: AbortSignal,
): Promise<ListedInstrument[]> {
  const entries = await readList(ask, GROUPS[group], signal);
  return entries.flatMap(toInstrument).sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
}

function toInstrument(found: Entry): ListedInstrument[] {
  const symbol = toSymbol(found);
  if (symbol === null) return [];
  const listed = Number(found.f26);
  const name = found.f14.trim();
  return [
    {
      symbol,
      name,
      board: boardOf(symbol),
      listDate: listed > 19_800_000 && listed < 30_000_000 ? listed : null,
      isSt: /^(S|XD|XR|DR|N)?\*?ST/.test(name),
    },
  ];
}

/** EastMoney's markets; 0 holds Shenzhen and Beijing. */
const EXCHANGES = new Map<number, readonly Exchange[]>([
  [0, ['SZ', 'BJ']],
  [1, ['SH']],
  [105, ['US']],
  [106, ['US']],
  [107, ['US']],
  [116, ['HK']],
  [128, ['HK']],
]);

function toSymbol({ f12: code, f13: market }: Entry): SymbolCode | null {
  for (const exchange of EXCHANGES.get(market) ?? []) {
    try {
      return parseSymbol(`${code}.${exchange}`);
    } catch (error) {
      if (toAppError(error).code !== 'INVALID_INPUT') throw error;
    }
  }
  return null;
}

/** Industries as EastMoney groups them. */
export async function readSectors(ask: AskHost, signal: AbortSignal): Promise<Sector[]> {
  const entries = await readList(ask, 'm:90 t:2 f:!50', signal);
  return entries
    .map(({ f12, f14 }) => ({ code: f12, name: f14 }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** Today's members, sorted; unknown symbols are left out. */
export async function readSectorMembers(
  ask: AskHost,
  code: string,
  signal: AbortSignal,
): Promise<SymbolCode[]> {
  const entries = await readList(ask, `b:${code} f:!50`, signal);
  return entries.flatMap((found) => toSymbol(found) ?? []).sort();
}
