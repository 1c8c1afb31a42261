import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { SymbolCode, TradeDate } from '#shared/domain.ts';

/** Days on which the exchange had a symbol under special treatment (ST, *ST). */
export interface StSpan {
  from: TradeDate;
  /** The first day without; null while it lasts. */
  to: TradeDate | null;
}

export interface StSpanStore {
  /**
   * Notes who is under ST on a date, of all listed symbols: newly named ones begin a span, missing ones end
   * theirs. Sources tell today only, so the history grows from the first call on.
   */
  markSt: (symbols: readonly SymbolCode[], asOf: TradeDate) => void;
  /** Oldest first. */
  stSpans: (symbol: SymbolCode) => StSpan[];
  /** Whether a symbol is under ST by the newest list; null while no list was read. */
  isSt: (symbol: SymbolCode) => boolean | null;
}

const spansSchema = z.array(z.object({ from: z.number(), to: z.number().nullable() }));

export function createStSpans(db: Database.Database): StSpanStore {
  const under = db.prepare<[], string>('SELECT symbol FROM instruments WHERE is_st = 1').pluck();
  const begin = db.prepare('INSERT OR IGNORE INTO st_spans VALUES (?, ?, NULL)');
  const end = db.prepare('UPDATE st_spans SET to_date = ? WHERE symbol = ? AND to_date IS NULL');
  const clear = db.prepare('UPDATE instruments SET is_st = 0 WHERE is_simulated = 0');
  const set = db.prepare('UPDATE instruments SET is_st = 1 WHERE symbol = ?');
  const spans = db.prepare(
    'SELECT from_date AS "from", to_date AS "to" FROM st_spans WHERE symbol = ? ORDER BY from_date',
  );
  const flag = db
    .prepare<[string], number | null>('SELECT is_st FROM instruments WHERE symbol = ?')
    .pluck();
  const markSt = db.transaction<StSpanStore['markSt']>((symbols, asOf) => {
    const before = new Set(under.all());
    const now = new Set(symbols);
    clear.run();
    for (const symbol of now) {
      set.run(symbol);
      if (!before.has(symbol)) begin.run(symbol, asOf);
    }
    for (const symbol of before) if (!now.has(symbol)) end.run(asOf, symbol);
  });
  return {
    markSt: (symbols, asOf) => markSt.immediate(symbols, asOf),
    stSpans: (symbol) => spansSchema.parse(spans.all(symbol)),
    isSt: (symbol) => {
      const known = flag.get(symbol) ?? null;
      return known === null ? null : known === 1;
    },
  };
}
