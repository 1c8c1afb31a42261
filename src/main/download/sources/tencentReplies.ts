import { z } from 'zod';
import { splitSymbol, toPrefixed } from '#main/market/symbol.ts';
import type { SymbolCode, TradeDate } from '#shared/domain.ts';
import type { ErrorDetails } from '#shared/errors.ts';
import type { BarRow } from '../barRow.ts';
import { badData } from '../checkBars.ts';
import { keepUnread, parseAs, parseScript, readDay, readFigure, readNumber } from '../reply.ts';
import type { Quote } from '../source.ts';

/** Amounts come in 万元. */
const WAN = 10_000;

const windowReply = z.object({
  code: z.number(),
  msg: z.string().nullish(),
  data: z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]).nullish(),
});
const seriesReply = z.object({ day: z.array(z.array(z.unknown())) });

/**
 * Rows of newfqkline for one symbol, oldest first: volume in 手 or shares (Tencent uses both), amount in
 * yuan. Null where the reply has no such symbol; no rows where it has none in the window.
 */
export function parseWindow(
  text: string,
  prefixed: string,
  details: ErrorDetails,
): BarRow[] | null {
  const { code, msg, data } = parseAs(windowReply, parseScript(text, details), details);
  if (code !== 0) throw badData(`Tencent answers ${code} ${(msg ?? '').slice(0, 80)}`, details);
  if (data === null || data === undefined) return null;
  if (Array.isArray(data)) {
    if (data.length === 0) return null;
    throw badData('unexpected reply: a list in place of the symbol', details);
  }
  if (!Object.hasOwn(data, prefixed)) {
    throw badData(`${Object.keys(data).join(', ').slice(0, 40)} came in place of ${prefixed}`, {
      ...details,
      isWrongSymbol: true,
    });
  }
  const { day } = parseAs(seriesReply, data[prefixed], details);
  return day.map((cells, i) => readRow(cells, { ...details, row: i + 1 }));
}

/** date, open, close, high, low, volume, ex-right facts, turnover %, amount. */
function readRow(cells: readonly unknown[], details: ErrorDetails): BarRow {
  if (cells.length < 9) throw badData('the row was cut off', details);
  const row = {
    key: readDay(cells[0], details),
    open: readFigure(cells[1]),
    close: readFigure(cells[2]),
    high: readFigure(cells[3]),
    low: readFigure(cells[4]),
    volume: readFigure(cells[5]),
    amount: readFigure(cells[8]) * WAN,
  };
  return keepUnread(row, cells);
}

const firstDayReply = z.object({ data: z.array(z.array(z.unknown())) });

/** First day of weekTrends; null where the reply names none. */
export function parseFirstDay(text: string, details: ErrorDetails): TradeDate | null {
  const { data } = parseAs(firstDayReply, parseScript(text, details), details);
  return data.length === 0 ? null : readDay(data[0][0], details);
}

const LINE = /^v_(\w+)="([^"]*)"$/;

/** Lines of qt.gtimg.cn, fields between `~`; unknown symbols have no line, or an empty one. */
export function parseSpot(
  text: string,
  symbols: readonly SymbolCode[],
  details: ErrorDetails,
): Quote[] {
  const lines = new Map<string, string[]>();
  for (const line of text.split(';').map((part) => part.trim())) {
    if (line === '') continue;
    const [, name, fields] = LINE.exec(line) ?? [];
    if (fields === undefined) throw badData('the reply was cut off, or is no quote', details);
    lines.set(name, fields.split('~'));
  }
  if (lines.size === 0) throw badData('empty reply', { ...details, isEmpty: true });
  return symbols.flatMap((symbol) => {
    const cells = lines.get(toPrefixed(symbol));
    return cells === undefined || cells.length < 38 ? [] : [readQuote(cells, symbol, details)];
  });
}

function readQuote(cells: readonly string[], symbol: SymbolCode, where: ErrorDetails): Quote {
  const details = { ...where, symbol };
  const read = (index: number, what: string): number => readNumber(cells[index], what, details);
  const price = (index: number, what: string): number | null => read(index, what) || null;
  if (splitSymbol(symbol).code !== cells[2]) {
    throw badData(`${cells[2]} came in place of ${symbol}`, { ...details, isWrongSymbol: true });
  }
  const prevClose = read(4, 'the previous close');
  // Field 37 is rounded to 万元; the triple in field 35 has the money to the yuan.
  const exact = cells[35].split('/')[2];
  const amount =
    exact === undefined ? read(37, 'the amount') * WAN : readNumber(exact, 'the amount', details);
  const quote = {
    symbol,
    name: cells[1],
    price: price(3, 'the price') ?? prevClose,
    prevClose,
    open: price(5, 'the open'),
    high: price(33, 'the high'),
    low: price(34, 'the low'),
    amount,
    time: readTime(cells[30]),
  };
  return { ...quote, volume: read(6, 'the volume') * lotOf(quote, read(6, 'the volume')) };
}

/** 手 nearly always; shares where only that puts the average price near the quote. */
function lotOf(quote: { price: number; amount: number }, volume: number): 1 | 100 {
  const ratio = quote.amount / volume / quote.price;
  return ratio > 0.5 && ratio < 2 ? 1 : 100;
}

/** `20260105143000` → 202601051430; null for anything else. */
function readTime(text: string): number | null {
  return /^\d{14}$/.test(text) ? Number(text.slice(0, 12)) : null;
}
