import type Database from 'better-sqlite3';
import { assert } from '#main/lib/assert.ts';
import type { SymbolCode, TradeDate } from '#shared/domain.ts';

/**
 * Value ratios of one symbol by day, oldest first; NaN where no source gave one. pe, ps and pcf are
 * trailing twelve months, pb of the latest report, `turn` a fraction of the float, caps in yuan. Known at
 * the close.
 */
export interface RatioColumns {
  tradeDate: Int32Array;
  pe: Float64Array;
  pb: Float64Array;
  ps: Float64Array;
  pcf: Float64Array;
  turn: Float64Array;
  marketCap: Float64Array;
  floatCap: Float64Array;
}

export interface RatioStore {
  /** NaN leaves what is known; one transaction. */
  save: (symbol: SymbolCode, ratios: RatioColumns) => void;
  read: (symbol: SymbolCode, from?: TradeDate, to?: TradeDate) => RatioColumns;
}

type RatioRow = [tradeDate: number, ...values: (number | null)[]];
const NAMES = ['pe', 'pb', 'ps', 'pcf', 'turn', 'marketCap', 'floatCap'] as const;

export function createRatios(db: Database.Database): RatioStore {
  const put = db.prepare(`INSERT INTO value_ratios VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET pe = coalesce(excluded.pe, pe), pb = coalesce(excluded.pb, pb),
      ps = coalesce(excluded.ps, ps), pcf = coalesce(excluded.pcf, pcf),
      turn = coalesce(excluded.turn, turn), market_cap = coalesce(excluded.market_cap, market_cap),
      float_cap = coalesce(excluded.float_cap, float_cap)`);
  const range = db
    .prepare<[string, number, number], RatioRow>(
      `SELECT trade_date, pe, pb, ps, pcf, turn, market_cap, float_cap FROM value_ratios
       WHERE symbol = ? AND trade_date BETWEEN ? AND ? ORDER BY trade_date`,
    )
    .raw();
  const save = db.transaction<RatioStore['save']>((symbol, ratios) => {
    ratios.tradeDate.forEach((date, i) => {
      const values = NAMES.map((name) =>
        Number.isFinite(ratios[name][i]) ? ratios[name][i] : null,
      );
      put.run(symbol, date, ...values);
    });
  });
  return {
    save: (symbol, ratios) => {
      for (const name of NAMES) {
        assert(ratios[name].length === ratios.tradeDate.length, 'ratio columns have one length');
      }
      save.immediate(symbol, ratios);
    },
    read: (symbol, from = 0, to = 99_999_999) => toColumns(range.all(symbol, from, to)),
  };
}

function toColumns(rows: readonly RatioRow[]): RatioColumns {
  const column = (index: number): Float64Array =>
    Float64Array.from(rows, (row) => row[index] ?? NaN);
  return {
    tradeDate: Int32Array.from(rows, ([date]) => date),
    pe: column(1),
    pb: column(2),
    ps: column(3),
    pcf: column(4),
    turn: column(5),
    marketCap: column(6),
    floatCap: column(7),
  };
}
