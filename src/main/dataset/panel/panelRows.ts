import type { Panel } from '#main/features/panel.ts';
import { assert } from '#main/lib/assert.ts';
import type { SymbolCode, TradeDate } from '#shared/domain.ts';

/**
 * The bars of a panel one after another, symbol after symbol, days without a bar left out: along each
 * symbol a window is a run of neighbouring rows.
 */
export interface PanelRows {
  /** Dates of the panel. */
  dates: number;
  /** First row of each symbol, and the number of rows at the end. */
  start: Int32Array;
  /** Each row's date, an index into the panel's dates. */
  date: Int32Array;
  /** 1 where the symbol belonged to the universe on that date; left out: everything did. */
  isMember?: Uint8Array;
}

export type IsMember = (symbol: SymbolCode, date: TradeDate) => boolean;

/** Whether a row before the date of index `trainTo` counts in what training knows of the universe. */
export const isTrained = ({ date, isMember }: PanelRows, row: number, trainTo: number): boolean =>
  date[row] < trainTo && isMember?.[row] !== 0;

/** Rows of all symbols together. */
export const rowCount = ({ date }: PanelRows): number => date.length;

/** A row for each finite close of the panel. */
export function packRows({ dates, symbols, columns }: Panel, isMember?: IsMember): PanelRows {
  const { close } = columns;
  assert(close.length === symbols.length * dates.length, 'a panel holds symbols × dates');
  const start = new Int32Array(symbols.length + 1);
  const date = new Int32Array(close.reduce((count, price) => count + Number(price === price), 0));
  let row = 0;
  for (let s = 0; s < symbols.length; s++) {
    start[s] = row;
    for (let d = 0; d < dates.length; d++) {
      if (!Number.isNaN(close[s * dates.length + d])) date[row++] = d;
    }
  }
  start[symbols.length] = row;
  const rows = { dates: dates.length, start, date };
  if (!isMember) return rows;
  const marks = new Uint8Array(row);
  for (let s = 0; s < symbols.length; s++) {
    for (let at = start[s]; at < start[s + 1]; at++) {
      marks[at] = Number(isMember(symbols[s], dates[date[at]]));
    }
  }
  return { ...rows, isMember: marks };
}

/** The rows' values of a column that holds symbol after symbol, dates within. */
export function packColumn(rows: PanelRows, column: Float64Array): Float64Array {
  const { dates, start, date } = rows;
  const symbols = start.length - 1;
  assert(column.length === symbols * dates, 'a column holds symbols × dates');
  const packed = new Float64Array(rowCount(rows));
  for (let s = 0; s < symbols; s++) {
    for (let row = start[s]; row < start[s + 1]; row++) packed[row] = column[s * dates + date[row]];
  }
  return packed;
}
