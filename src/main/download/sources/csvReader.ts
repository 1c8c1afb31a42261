import { fromIsoDate } from '#main/lib/dates.ts';
import type { AdjustFactor, BarColumns, SymbolCode } from '#shared/domain.ts';
import type { ErrorDetails } from '#shared/errors.ts';
import { badData } from '../checkBars.ts';
import type { BarLayout } from './csvColumns.ts';
import type { CsvRow } from './csvText.ts';

/** Columns of one file, oldest row first; every fault names the file and the line. */
export interface CsvReader {
  file: string;
  layout: BarLayout;
  locate: (index: number) => ErrorDetails;
  readBars: () => BarColumns;
  /** Left out where the file has no such column. */
  readFlags: (column: 'st' | 'trading') => Uint8Array | undefined;
  /** Where the factor changes. */
  readFactors: (tradeDate: Int32Array) => AdjustFactor[];
  /** Left out where the file has none of them. */
  readRatios: () => CsvRatios | undefined;
  /** Throws SOURCE_BAD_DATA for a line about another symbol. */
  checkSymbol: (symbol: SymbolCode) => void;
}

/** Known at each close; NaN where a cell is empty or the column missing. */
export interface CsvRatios {
  pe: Float64Array;
  pb: Float64Array;
  ps: Float64Array;
  pcf: Float64Array;
  /** Fraction of the float that changed hands; files say percent. */
  turn: Float64Array;
}

export function createReader(file: string, layout: BarLayout, given: readonly CsvRow[]): CsvReader {
  const rows = isNewestFirst(given, layout) ? given.toReversed() : given;
  const table: Table = { file, layout, rows };
  return {
    file,
    layout,
    locate: (index) => ({ file, line: rows[index].line }),
    readBars: () => readBars(table),
    readFlags: (column) => readFlags(table, column),
    readFactors: (tradeDate) => readFactors(table, tradeDate),
    readRatios: () => readRatios(table),
    checkSymbol: (symbol) => checkSymbol(table, symbol),
  };
}

interface Table {
  file: string;
  layout: BarLayout;
  rows: readonly CsvRow[];
}

/** Thousands set apart: `4,249,041,908`. */
const GROUPED = /^\d{1,3}(,\d{3})+(\.\d+)?$/;

function readNumber({ file }: Table, { cells, line }: CsvRow, index: number): number {
  const text = cells[index];
  const value = Number(GROUPED.test(text) ? text.replaceAll(',', '') : text);
  if (text !== '' && Number.isFinite(value)) return value;
  throw badData(`"${text.slice(0, 40)}" is not a number`, { file, line });
}

const readColumn = (table: Table, index: number): Float64Array =>
  Float64Array.from(table.rows, (row) => readNumber(table, row, index));

function readBars(table: Table): BarColumns {
  const { open, high, low, close, volume } = table.layout;
  return {
    tradeDate: Int32Array.from(table.rows, (row) => readRowDate(table, row)),
    open: readColumn(table, open),
    high: readColumn(table, high),
    low: readColumn(table, low),
    close: readColumn(table, close),
    volume: readColumn(table, volume),
    amount: readAmounts(table),
  };
}

function readRowDate({ file, layout }: Table, { cells, line }: CsvRow): number {
  const date = readDate(cells[layout.date]);
  if (date !== 0) return date;
  throw badData(`"${cells[layout.date].slice(0, 40)}" is not a date`, { file, line });
}

/** NaN where the money is not known, as our own export has it. */
const readAmounts = (table: Table): Float64Array => readGaps(table, table.layout.amount, ['']);

/** A column that may be missing or have cells that say nothing: NaN. */
const readGaps = (
  table: Table,
  index: number | undefined,
  blanks: readonly string[],
): Float64Array =>
  Float64Array.from(table.rows, (row) =>
    index === undefined || blanks.includes(row.cells[index].toLowerCase())
      ? NaN
      : readNumber(table, row, index),
  );

/** How writers of ratios say that there is none, as after a loss or before a first report. */
const NO_RATIO = ['', '-', '--', 'nan', 'none', 'null'];

function readRatios(table: Table): CsvRatios | undefined {
  const { pe, pb, ps, pcf, turn } = table.layout;
  if ([pe, pb, ps, pcf, turn].every((index) => index === undefined)) return undefined;
  const read = (index: number | undefined): Float64Array => readGaps(table, index, NO_RATIO);
  const turned = read(turn).map((percent) => percent / 100);
  const negative = turned.findIndex((share) => share < 0);
  if (negative !== -1) {
    const { line } = table.rows[negative];
    throw badData('the turnover rate is negative', { file: table.file, line });
  }
  return { pe: read(pe), pb: read(pb), ps: read(ps), pcf: read(pcf), turn: turned };
}

function readFlags(table: Table, column: 'st' | 'trading'): Uint8Array | undefined {
  const { file, layout, rows } = table;
  const index = layout[column];
  if (index === undefined) return undefined;
  return Uint8Array.from(rows, (row) => {
    const flag = readNumber(table, row, index);
    if (flag === 0 || flag === 1) return flag;
    throw badData(`${column} must be 0 or 1, not ${flag}`, { file, line: row.line });
  });
}

function readFactors(table: Table, tradeDate: Int32Array): AdjustFactor[] {
  const { file, layout, rows } = table;
  const factors: AdjustFactor[] = [];
  readColumn(table, layout.factor!).forEach((factor, i) => {
    if (!(factor > 0)) {
      throw badData(`factor ${factor} is not possible`, { file, line: rows[i].line });
    }
    if (factors.at(-1)?.factor !== factor) factors.push({ tradeDate: tradeDate[i], factor });
  });
  return factors;
}

function checkSymbol({ file, layout, rows }: Table, symbol: SymbolCode): void {
  if (layout.symbol === undefined) return;
  const column = layout.symbol;
  const digits = symbol.slice(0, 6);
  const other = rows.find((row) => !row.cells[column].includes(digits));
  if (!other) return;
  const problem = `the line is about ${other.cells[column]}, the file about ${symbol}`;
  throw badData(problem, { file, line: other.line });
}

function isNewestFirst(rows: readonly CsvRow[], { date }: BarLayout): boolean {
  return readDate(rows[0].cells[date]) > readDate(rows[rows.length - 1].cells[date]);
}

/** `2020-01-02`, `2020/1/2`, `20200102`, with midnight or a weekday behind it or not; 0 for anything else. */
function readDate(text: string): number {
  const match = /^(\d{4})([-/]?)(\d{1,2})\2(\d{1,2})(?:[ T]00:00.*|,.)?$/.exec(text);
  if (!match) return 0;
  const [, year, separator, month, day] = match;
  if (separator === '' && (month.length !== 2 || day.length !== 2)) return 0;
  return fromIsoDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}
