import { z } from 'zod';
import type { SymbolCode } from '#shared/domain.ts';
import type { ErrorDetails } from '#shared/errors.ts';
import { checkServed, parseAs, parseJson, readMaybe, readNumber, unknownSymbol } from '../reply.ts';
import type { InstrumentFacts, Quote } from '../source.ts';

/** code, name, listing date. */
export const FACT_FIELDS = 'f57,f58,f189';
/** price, high, low, open, volume (手), amount, code, name, previous close. */
export const QUOTE_FIELDS = 'f43,f44,f45,f46,f47,f48,f57,f58,f60';

const quoteReply = z.object({ data: z.record(z.string(), z.unknown()).nullable() });

function readFields(text: string, code: string, details: ErrorDetails): Record<string, unknown> {
  const { data } = parseAs(quoteReply, parseJson(text, details), details);
  if (data === null) throw unknownSymbol(details);
  checkServed(data.f57, code, details);
  return data;
}

/** Reply of stock/get asked for `FACT_FIELDS`. */
export function parseFacts(text: string, code: string, details: ErrorDetails): InstrumentFacts {
  const data = readFields(text, code, details);
  const name = parseAs(z.string().min(1), data.f58, details);
  const listed = readMaybe(data.f189, 'the listing date', details) ?? 0;
  return { name, listDate: listed > 19_800_000 && listed < 30_000_000 ? listed : null };
}

/** Reply of stock/get asked for `QUOTE_FIELDS`; `lot` = shares in a unit of its volume. */
export function parseQuote(
  text: string,
  asked: { symbol: SymbolCode; code: string; lot: number },
  details: ErrorDetails,
): Quote {
  const data = readFields(text, asked.code, details);
  const prevClose = readNumber(data.f60, 'the previous close', details);
  const price = readMaybe(data.f43, 'the price', details) ?? prevClose;
  return {
    symbol: asked.symbol,
    name: parseAs(z.string(), data.f58, details),
    price: price > 0 ? price : prevClose,
    prevClose,
    open: orNull(readMaybe(data.f46, 'the open', details)),
    high: orNull(readMaybe(data.f44, 'the high', details)),
    low: orNull(readMaybe(data.f45, 'the low', details)),
    volume: (readMaybe(data.f47, 'the volume', details) ?? 0) * asked.lot,
    amount: readMaybe(data.f48, 'the amount', details) ?? 0,
    time: null,
  };
}

/** Sources print 0 for a price that there is not. */
const orNull = (price: number | null): number | null => (price === 0 ? null : price);
