import type Database from 'better-sqlite3';
import type {
  AdjustFactor,
  DailySeries,
  SourceName,
  SymbolCode,
  TradeDate,
} from '#shared/domain.ts';
import { createFactorTable } from './factors.ts';
import { prepareSave } from './saveBars.ts';
import type { BarBatch, SaveOutcome } from './saveBars.ts';
import { hashSeries, toSeries } from './series.ts';
import type { BarRow } from './series.ts';

export type { BarBatch, SaveOutcome } from './saveBars.ts';

/** What is stored of one symbol, without reading its bars. */
export interface BarStats {
  symbol: SymbolCode;
  count: number;
  firstDate: TradeDate;
  lastDate: TradeDate;
  /** Of the newest bar. */
  source: SourceName;
  /** Seconds since 1970, of the last bar written. */
  updatedAt: number;
}

export interface BarStore {
  /** Idempotent; one transaction a batch: a killed process leaves the old state. */
  save: (batch: BarBatch) => SaveOutcome;
  /** Bars from `from` to `to`, both inclusive, oldest first; empty columns for an unknown symbol. */
  readSeries: (symbol: SymbolCode, from?: TradeDate, to?: TradeDate) => DailySeries;
  readFactors: (symbol: SymbolCode) => AdjustFactor[];
  /** Date of the newest bar; null without bars. */
  lastDate: (symbol: SymbolCode) => TradeDate | null;
  /** Content hash of bars, ST flags and factors in force; the same data give the same text on any machine. */
  dataVersion: (symbols: readonly SymbolCode[], from?: TradeDate, to?: TradeDate) => string;
  /** Sorted by symbol; reads one bar of each. */
  stats: () => BarStats[];
  /** Another text whenever the database was written to, by this process or another; valid while it is open. */
  changeMark: () => string;
  /** Removes bars, factors, minutes, ratios, findings and the instrument itself; returns the number of bars. */
  remove: (symbol: SymbolCode) => number;
}

const FIRST = 0;
const LAST = 99_999_999;

export function createBars(db: Database.Database): BarStore {
  const factors = createFactorTable(db);
  const range = db
    .prepare<[string, number, number], BarRow>(
      `SELECT trade_date, open, high, low, close, volume, amount, is_st FROM bars
       WHERE symbol = ? AND trade_date BETWEEN ? AND ? ORDER BY trade_date`,
    )
    .raw();
  const last = db
    .prepare<[string], number | null>('SELECT max(trade_date) FROM bars WHERE symbol = ?')
    .pluck();
  const removeBars = db.prepare('DELETE FROM bars WHERE symbol = ?');
  const removeRest = [
    'instruments',
    'inspections',
    'findings',
    'quarantine',
    'bar_corrections',
    'minute_bars',
    'minute_days',
    'value_ratios',
    'st_spans',
    'spots',
    'bar_stats',
  ].map((table) => db.prepare(`DELETE FROM ${table} WHERE symbol = ?`));

  const readSeries: BarStore['readSeries'] = (symbol, from = FIRST, to = LAST) =>
    toSeries(symbol, range.all(symbol, from, to), factors.read(symbol));
  const read = db.transaction(readSeries);
  const remove = db.transaction((symbol: SymbolCode): number => {
    factors.remove(symbol);
    for (const statement of removeRest) statement.run(symbol);
    return removeBars.run(symbol).changes;
  });

  return {
    save: prepareSave(db, range, factors),
    readSeries: (symbol, from, to) => read(symbol, from, to),
    readFactors: factors.read,
    lastDate: (symbol) => last.get(symbol) ?? null,
    dataVersion: (symbols, from, to) =>
      hashSeries([...symbols].sort().map((symbol) => read(symbol, from, to))),
    stats: prepareStats(db),
    changeMark: prepareChangeMark(db),
    remove: (symbol) => remove.immediate(symbol),
  };
}

function prepareStats(db: Database.Database): BarStore['stats'] {
  const statement = db.prepare<[], BarStats>(
    `SELECT symbol, count, first_date AS firstDate, last_date AS lastDate, source,
       s.updated_at AS updatedAt
     FROM bar_stats s JOIN bars b USING (symbol)
     WHERE b.trade_date = s.last_date ORDER BY symbol`,
  );
  return () => statement.all();
}

function prepareChangeMark(db: Database.Database): BarStore['changeMark'] {
  const own = db.prepare<[], number>('SELECT total_changes()').pluck();
  return () => `${own.get()}:${String(db.pragma('data_version', { simple: true }))}`;
}
