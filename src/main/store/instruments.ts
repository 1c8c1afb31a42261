import type Database from 'better-sqlite3';
import { z } from 'zod';
import { assert } from '#main/lib/assert.ts';
import { initialsOf } from '#main/market/initials.ts';
import { BOARDS } from '#shared/domain.ts';
import type { Instrument, SourceName, SymbolCode } from '#shared/domain.ts';
import { createStSpans } from './stSpans.ts';
import type { StSpanStore } from './stSpans.ts';

export interface InstrumentStore extends StSpanStore {
  /** Adds or replaces; an empty name or a null date leaves what is known. Unnamed ones read as their symbol. */
  save: (instrument: Instrument) => void;
  /** The same for a whole list, in one transaction. */
  saveAll: (instruments: readonly Instrument[]) => void;
  find: (symbol: SymbolCode) => Instrument | null;
  /** Sorted by symbol, also those without bars. */
  list: () => Instrument[];
  /** By code, name or pinyin initials: exact matches first, then beginnings, then parts. */
  search: (text: string, limit: number) => Instrument[];
  /** Whose adjust factors are stored; null while there are none. */
  factorSource: (symbol: SymbolCode) => SourceName | null;
  /** ISO time of the newest change to a listed instrument; null while there are none. */
  updatedAt: () => string | null;
}

const rowSchema = z.object({
  symbol: z.string(),
  name: z.string(),
  board: z.enum(BOARDS),
  listDate: z.number().nullable(),
  delistDate: z.number().nullable(),
  isSimulated: z.number().transform((flag) => flag === 1),
});

const COLUMNS = `symbol, CASE name WHEN '' THEN symbol ELSE name END AS name, board,
  list_date AS listDate, delist_date AS delistDate, is_simulated AS isSimulated`;

const MATCHES = `CASE
    WHEN code = @text OR lower(symbol) = @text THEN 0
    WHEN lower(name) = @text OR initials = @text THEN 1
    WHEN substr(lower(symbol), 1, length(@text)) = @text THEN 2
    WHEN substr(initials, 1, length(@text)) = @text THEN 3
    WHEN substr(lower(name), 1, length(@text)) = @text THEN 3
    WHEN instr(lower(name), @text) THEN 4
    WHEN instr(initials, @text) THEN 5
    WHEN instr(lower(symbol), @text) THEN 6
  END`;

export function createInstruments(db: Database.Database): InstrumentStore {
  const save = prepareSaveInstrument(db);
  const one = db.prepare(`SELECT ${COLUMNS} FROM instruments WHERE symbol = ?`);
  const all = db.prepare(`SELECT ${COLUMNS} FROM instruments ORDER BY symbol`);
  const matching = db.prepare(`SELECT ${COLUMNS}, ${MATCHES} AS rank
    FROM (SELECT *, substr(symbol, 1, instr(symbol, '.') - 1) AS code FROM instruments)
    WHERE rank IS NOT NULL ORDER BY rank, delist_date IS NOT NULL, length(initials), symbol LIMIT @limit`);
  const factorSource = db
    .prepare<[string], SourceName | null>('SELECT factor_source FROM instruments WHERE symbol = ?')
    .pluck();
  const updatedAt = db
    .prepare<[], string | null>('SELECT max(updated_at) FROM instruments WHERE is_simulated = 0')
    .pluck();
  const saveAll = db.transaction((instruments: readonly Instrument[]): void =>
    instruments.forEach(save),
  );
  return {
    save,
    saveAll: (instruments) => saveAll.immediate(instruments),
    find: (symbol) => {
      const row = one.get(symbol);
      return row === undefined ? null : rowSchema.parse(row);
    },
    list: () => all.all().map((row) => rowSchema.parse(row)),
    search: (typed, limit) => {
      const text = toSearchText(typed);
      return text === '' ? [] : matching.all({ text, limit }).map((row) => rowSchema.parse(row));
    },
    factorSource: (symbol) => factorSource.get(symbol) ?? null,
    updatedAt: () => updatedAt.get() ?? null,
    ...createStSpans(db),
  };
}

/** Lower case, full-width letters made narrow; `sh600519` is searched as `600519.sh`. */
function toSearchText(typed: string): string {
  const text = typed.normalize('NFKC').trim().toLowerCase();
  const prefixed = /^(sh|sz|bj|hk)[._]?(\d{4,6})$/.exec(text);
  return prefixed ? `${prefixed[2]}${prefixed[2].length === 6 ? `.${prefixed[1]}` : ''}` : text;
}

/** Shared with the bars of the same room, which save an instrument in their own transaction. */
export function prepareSaveInstrument(db: Database.Database): (instrument: Instrument) => void {
  const statement = db.prepare(`INSERT INTO instruments
      (symbol, name, board, list_date, delist_date, is_simulated, initials, updated_at)
    VALUES (@symbol, @name, @board, @listDate, @delistDate, @isSimulated, @initials, @now)
    ON CONFLICT (symbol) DO UPDATE SET
      initials = CASE excluded.name WHEN '' THEN initials ELSE excluded.initials END,
      name = CASE excluded.name WHEN '' THEN name ELSE excluded.name END,
      board = excluded.board,
      list_date = coalesce(excluded.list_date, list_date),
      delist_date = coalesce(excluded.delist_date, delist_date),
      is_simulated = excluded.is_simulated,
      updated_at = excluded.updated_at`);
  return (instrument) => {
    const { changes } = statement.run({
      ...instrument,
      isSimulated: Number(instrument.isSimulated),
      initials: initialsOf(instrument.name),
      now: new Date().toISOString(),
    });
    assert(changes === 1, `instrument ${instrument.symbol} was saved`);
  };
}
