import type Database from 'better-sqlite3';
import { z } from 'zod';
import { assert } from '#main/lib/assert.ts';
import { BOARDS } from '#shared/domain.ts';
import type { Instrument, SymbolCode } from '#shared/domain.ts';

export interface InstrumentStore {
  /** Adds or replaces; an empty name or a null date leaves what is known. Unnamed ones read as their symbol. */
  save: (instrument: Instrument) => void;
  find: (symbol: SymbolCode) => Instrument | null;
  /** Sorted by symbol. */
  list: () => Instrument[];
}

const rowSchema = z.object({
  symbol: z.string(),
  name: z.string(),
  board: z.enum(BOARDS),
  listDate: z.number().nullable(),
  delistDate: z.number().nullable(),
  isSimulated: z.number().transform((flag) => flag === 1),
});

const SELECT = `SELECT symbol,
  CASE name WHEN '' THEN symbol ELSE name END AS name, board, list_date AS listDate, delist_date AS delistDate,
  is_simulated AS isSimulated FROM instruments`;

export function createInstruments(db: Database.Database): InstrumentStore {
  const save = prepareSaveInstrument(db);
  const one = db.prepare(`${SELECT} WHERE symbol = ?`);
  const all = db.prepare(`${SELECT} ORDER BY symbol`);
  return {
    save,
    find: (symbol) => {
      const row = one.get(symbol);
      return row === undefined ? null : rowSchema.parse(row);
    },
    list: () => all.all().map((row) => rowSchema.parse(row)),
  };
}

/** Shared with the bars of the same room, which save an instrument in their own transaction. */
export function prepareSaveInstrument(db: Database.Database): (instrument: Instrument) => void {
  const statement = db.prepare(`INSERT INTO instruments
    VALUES (@symbol, @name, @board, @listDate, @delistDate, @isSimulated)
    ON CONFLICT (symbol) DO UPDATE SET
      name = CASE excluded.name WHEN '' THEN name ELSE excluded.name END,
      board = excluded.board,
      list_date = coalesce(excluded.list_date, list_date),
      delist_date = coalesce(excluded.delist_date, delist_date),
      is_simulated = excluded.is_simulated`);
  return (instrument) => {
    const { changes } = statement.run({
      ...instrument,
      isSimulated: Number(instrument.isSimulated),
    });
    assert(changes === 1, `instrument ${instrument.symbol} was saved`);
  };
}
