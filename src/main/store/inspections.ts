import type Database from 'better-sqlite3';
import type { SymbolCode, TradeDate } from '#shared/domain.ts';

/** Which stored series were looked at since they last changed, so that a look at all costs little. */
export interface InspectionStore {
  /** Symbols with bars that changed since they were inspected, sorted. */
  due: () => SymbolCode[];
  mark: (symbol: SymbolCode) => void;
  /** These (default: all) are to be looked at again. */
  forget: (symbols?: readonly SymbolCode[]) => void;
  /** Days of a symbol's bars, ascending. */
  daysOf: (symbol: SymbolCode) => TradeDate[];
}

export function createInspections(db: Database.Database): InspectionStore {
  const due = db
    .prepare<[], string>(
      `SELECT symbol FROM instruments i
       WHERE NOT EXISTS (SELECT 1 FROM inspections WHERE symbol = i.symbol)
         AND EXISTS (SELECT 1 FROM bars WHERE symbol = i.symbol) ORDER BY symbol`,
    )
    .pluck();
  const mark = db.prepare('INSERT OR IGNORE INTO inspections VALUES (?)');
  const clear = db.prepare(`DELETE FROM inspections
    WHERE @symbols IS NULL OR symbol IN (SELECT value FROM json_each(@symbols))`);
  const days = db
    .prepare<[string], TradeDate>(
      'SELECT trade_date FROM bars WHERE symbol = ? ORDER BY trade_date',
    )
    .pluck();
  return {
    due: () => due.all(),
    mark: (symbol) => void mark.run(symbol),
    forget: (symbols) =>
      void clear.run({ symbols: symbols === undefined ? null : JSON.stringify(symbols) }),
    daysOf: (symbol) => days.all(symbol),
  };
}
