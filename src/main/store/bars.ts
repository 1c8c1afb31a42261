import type Database from 'better-sqlite3';
import { assert } from '#main/lib/assert.ts';
import type {
  AdjustFactor,
  BarColumns,
  DailySeries,
  Instrument,
  SourceName,
  SymbolCode,
  TradeDate,
} from '#shared/domain.ts';
import { createFactorTable, mergeFactors } from './factors.ts';
import type { FactorTable } from './factors.ts';
import { prepareSaveInstrument } from './instruments.ts';
import { hashSeries, toSeries } from './series.ts';
import type { BarRow } from './series.ts';

/** What one source says about one symbol; saved whole or not at all. */
export interface BarBatch {
  instrument: Instrument;
  /** Oldest first, raw; `amount` NaN where it is not known. */
  bars: BarColumns;
  /** Left out: stored flags stay, new bars get 0. */
  isSt?: Uint8Array;
  /** All factors from the first to the last bar (or beyond), oldest first. Left out: stored ones stay. */
  factors?: readonly AdjustFactor[];
  source: SourceName;
}

export interface SaveOutcome {
  added: number;
  changed: number;
  same: number;
  /** Factors the symbol has now; a scale of 1 from the start needs none. */
  factors: number;
}

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
  /** Content hash of bars, ST flags and factors in force; the same data give the same text on any machine. */
  dataVersion: (symbols: readonly SymbolCode[], from?: TradeDate, to?: TradeDate) => string;
  /** Sorted by symbol. */
  stats: () => BarStats[];
  /** Another text whenever the database was written to, by this process or another; valid while it is open. */
  changeMark: () => string;
  /** Removes bars, factors and the instrument itself; returns the number of bars. */
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
  const removeBars = db.prepare('DELETE FROM bars WHERE symbol = ?');
  const removeInstrument = db.prepare('DELETE FROM instruments WHERE symbol = ?');

  const readSeries: BarStore['readSeries'] = (symbol, from = FIRST, to = LAST) =>
    toSeries(symbol, range.all(symbol, from, to), factors.read(symbol));
  const read = db.transaction(readSeries);
  const remove = db.transaction((symbol: SymbolCode): number => {
    factors.remove(symbol);
    removeInstrument.run(symbol);
    return removeBars.run(symbol).changes;
  });

  return {
    save: prepareSave(db, range, factors),
    readSeries: (symbol, from, to) => read(symbol, from, to),
    readFactors: factors.read,
    dataVersion: (symbols, from, to) =>
      hashSeries([...symbols].sort().map((symbol) => read(symbol, from, to))),
    stats: prepareStats(db),
    changeMark: prepareChangeMark(db),
    remove: (symbol) => remove.immediate(symbol),
  };
}

type RangeStatement = Database.Statement<[string, number, number], BarRow>;

function prepareSave(
  db: Database.Database,
  range: RangeStatement,
  factors: FactorTable,
): BarStore['save'] {
  const saveInstrument = prepareSaveInstrument(db);
  const put = db.prepare(`INSERT INTO bars VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET open = excluded.open, high = excluded.high, low = excluded.low,
      close = excluded.close, volume = excluded.volume, amount = excluded.amount,
      is_st = excluded.is_st, source = excluded.source, updated_at = excluded.updated_at`);
  const hasEarlier = db
    .prepare<[string, number], number>('SELECT 1 FROM bars WHERE symbol = ? AND trade_date < ?')
    .pluck();

  const save = db.transaction((batch: BarBatch): SaveOutcome => {
    const { instrument, bars, source } = batch;
    const symbol = instrument.symbol;
    const first = bars.tradeDate[0];
    const last = bars.tradeDate[bars.tradeDate.length - 1];
    const now = Math.floor(Date.now() / 1000);
    saveInstrument(instrument);
    const counts = compareAndPut(range.all(symbol, first, last), batch, (row) =>
      put.run(symbol, ...row, source, now),
    );
    if (batch.factors) {
      const from = Math.min(first, batch.factors[0]?.tradeDate ?? first);
      const to = Math.max(last, batch.factors.at(-1)?.tradeDate ?? last);
      const hasEarlierBars = hasEarlier.get(symbol, from) !== undefined;
      const stored = factors.read(symbol);
      factors.replace(symbol, mergeFactors(stored, batch.factors, { from, to, hasEarlierBars }));
    }
    return { ...counts, factors: factors.read(symbol).length };
  });

  return (batch) => {
    assertColumns(batch);
    return save.immediate(batch);
  };
}

/** Walks stored and given bars side by side and writes only what differs. */
function compareAndPut(
  stored: readonly BarRow[],
  { bars, isSt }: BarBatch,
  put: (row: BarRow) => void,
): { added: number; changed: number; same: number } {
  const counts = { added: 0, changed: 0, same: 0 };
  let next = 0;
  for (let i = 0; i < bars.tradeDate.length; i++) {
    const date = bars.tradeDate[i];
    while (next < stored.length && stored[next][0] < date) next++;
    const old = stored[next]?.[0] === date ? stored[next] : null;
    const amount = Number.isNaN(bars.amount[i]) ? (old?.[6] ?? null) : bars.amount[i];
    const flag = isSt ? isSt[i] : (old?.[7] ?? 0);
    const row: BarRow = [
      date,
      bars.open[i],
      bars.high[i],
      bars.low[i],
      bars.close[i],
      bars.volume[i],
      amount,
      flag,
    ];
    if (old?.every((value, column) => value === row[column])) {
      counts.same++;
      continue;
    }
    put(row);
    if (old) counts.changed++;
    else counts.added++;
  }
  return counts;
}

function assertColumns({ instrument, bars, isSt }: BarBatch): void {
  const { tradeDate, open, high, low, close, volume, amount } = bars;
  const length = tradeDate.length;
  assert(length > 0, `a batch of ${instrument.symbol} holds bars`);
  for (const column of [open, high, low, close, volume, amount, isSt ?? tradeDate]) {
    assert(column.length === length, `columns of ${instrument.symbol} have one length`);
  }
  for (let i = 1; i < length; i++) {
    assert(tradeDate[i] > tradeDate[i - 1], `dates of ${instrument.symbol} ascend`);
  }
}

function prepareStats(db: Database.Database): BarStore['stats'] {
  const statement = db.prepare<[], BarStats>(
    `SELECT s.symbol, s.count, s.firstDate, s.lastDate, b.source, s.updatedAt
     FROM (SELECT symbol, count(*) AS count, min(trade_date) AS firstDate,
             max(trade_date) AS lastDate, max(updated_at) AS updatedAt
           FROM bars GROUP BY symbol) s
     JOIN bars b ON b.symbol = s.symbol AND b.trade_date = s.lastDate
     ORDER BY s.symbol`,
  );
  return () => statement.all();
}

function prepareChangeMark(db: Database.Database): BarStore['changeMark'] {
  const own = db.prepare<[], number>('SELECT total_changes()').pluck();
  return () => `${own.get()}:${String(db.pragma('data_version', { simple: true }))}`;
}
