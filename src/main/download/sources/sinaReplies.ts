import { z } from 'zod';
import { parseSymbol } from '#main/market/symbol.ts';
import type { AdjustFactor, SymbolCode } from '#shared/domain.ts';
import { toAppError } from '#shared/errors.ts';
import type { ErrorDetails } from '#shared/errors.ts';
import type { BarRow } from '../barRow.ts';
import { badData } from '../checkBars.ts';
import {
  checkServed,
  emptyReply,
  keepUnread,
  parseAs,
  parseJson,
  parseScript,
  readDay,
  readFigure,
  readMinute,
  readNumber,
  unknownSymbol,
} from '../reply.ts';
import { decodeBars } from './sinaBars.ts';
import { decodeCalendar } from './sinaCalendar.ts';

const PACKED = /^\s*var\s+(\w+)\s*=\s*"([A-Za-z0-9+/]*)"\s*;?\s*$/;

function unpack(text: string, details: ErrorDetails): { name: string; packed: string } {
  if (text.trim() === '') throw emptyReply(details, false);
  const [, name, packed] = PACKED.exec(text) ?? [];
  if (packed === undefined) throw badData('the reply is no packed text, or was cut off', details);
  return { name, packed };
}

/** Body of klc_kl.js: every daily bar, oldest first, volume in shares, amount in yuan (NaN for an index). */
export function parsePackedBars(text: string, prefixed: string, details: ErrorDetails): BarRow[] {
  const { name, packed } = unpack(text, details);
  checkServed(name.replace(/^KLC_K[2L]_/, ''), prefixed, details);
  const rows = decodeBars(packed, details);
  if (rows.length === 0) throw emptyReply(details, false);
  return rows;
}

/** Body of klc_td_sh.txt: every trade date. */
export function parseCalendar(text: string, details: ErrorDetails): Int32Array {
  return decodeCalendar(unpack(text, details).packed, details);
}

const factorReply = z.object({
  total: z.number().optional(),
  data: z.array(z.object({ d: z.string(), f: z.union([z.string(), z.number()]) })),
});

/** Body of hfq.js (newest first there), oldest first here: adjusted price = raw × factor. */
export function parseFactors(
  text: string,
  prefixed: string,
  details: ErrorDetails,
): AdjustFactor[] {
  const [, name] = /^\s*var\s+(\w+)\s*=/.exec(text) ?? [];
  checkServed(name, `${prefixed}hfq`, details);
  const { total, data } = parseAs(factorReply, parseScript(text, details), details);
  if (data.length === 0) throw emptyReply(details, false);
  if (total !== undefined && total !== data.length) {
    throw badData(`${data.length} of ${total} factors came`, details);
  }
  const factors = data.map(({ d, f }, i) => {
    const where = { ...details, row: i + 1 };
    const factor = readNumber(f, 'the factor', where);
    if (!(factor > 0)) throw badData(`factor ${factor} is not possible`, where);
    // Before the first ex-date: Sina writes 1900-01-01, which no exchange knew.
    return { tradeDate: d === '1900-01-01' ? 19000101 : readDay(d, where), factor };
  });
  factors.sort((a, b) => a.tradeDate - b.tradeDate);
  factors.forEach(({ tradeDate }, i) => {
    if (tradeDate === factors[i - 1]?.tradeDate) {
      throw badData('two factors', { ...details, date: tradeDate });
    }
  });
  return factors;
}

const minuteReply = z
  .array(
    z.object({
      day: z.string(),
      open: z.unknown(),
      high: z.unknown(),
      low: z.unknown(),
      close: z.unknown(),
      volume: z.unknown(),
      amount: z.unknown(),
    }),
  )
  .nullable();

/** Body of getKLineData, oldest first: text numbers, volume in shares, amount in yuan. `null` = unknown. */
export function parseMinutes(text: string, details: ErrorDetails): BarRow[] {
  const rows = parseAs(minuteReply, parseScript(text, details), details);
  if (rows === null) throw unknownSymbol(details);
  return rows.map((row, i) => {
    const where = { ...details, row: i + 1 };
    const read = {
      key: readMinute(row.day, where),
      open: readFigure(row.open),
      high: readFigure(row.high),
      low: readFigure(row.low),
      close: readFigure(row.close),
      volume: readFigure(row.volume),
      amount: readFigure(row.amount),
    };
    return keepUnread(read, row);
  });
}

const memberReply = z.array(z.object({ symbol: z.string() }));

/** One page of an index's members; `sh600000` → `600000.SH`. No rows on a page behind the last. */
export function parseMembers(text: string, details: ErrorDetails): SymbolCode[] {
  const rows = parseAs(memberReply.nullable(), parseJson(text, details), details) ?? [];
  return rows.map(({ symbol }, i) => {
    try {
      return parseSymbol(symbol);
    } catch (error) {
      const { message } = toAppError(error);
      throw badData(message, { ...details, row: i + 1 }, error);
    }
  });
}

/** Number of members: a quoted number. */
export function parseCount(text: string, details: ErrorDetails): number {
  const count = readNumber(parseJson(text, details), 'the number of members', details);
  if (Number.isInteger(count) && count > 0 && count <= 5000) return count;
  throw emptyReply(details, false);
}
