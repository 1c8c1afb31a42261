import { CsvError, parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import type { ErrorDetails } from '#shared/errors.ts';
import { badData } from '../checkBars.ts';

/** A record of a file, with its line number as an editor shows it. */
export interface CsvRow {
  line: number;
  cells: string[];
}

/** Text of a file in UTF-8 (with or without BOM), UTF-16 with BOM, or else GBK. */
export function decodeText(bytes: Uint8Array, file: string): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    const text = iconv.decode(Buffer.from(bytes), 'gb18030');
    if (!text.includes('\ufffd')) return text;
    throw badData('the text is neither UTF-8 nor GBK', { file }, error);
  }
}

/** What a trading terminal writes above its columns: `600519 贵州茅台 日线 不复权`. */
export interface CsvTitle {
  digits: string;
  name: string;
  period: string;
  /** Empty where it does not say. */
  adjust: string;
}

export interface CsvTable {
  title: CsvTitle | null;
  header: string[];
  rows: CsvRow[];
}

const TITLE = /^\s*"?(\d{6})\s+(\S.{0,20}?)\s+(\S*(?:线|分钟))(?:\s+(\S*复权))?"?\s*$/;
const FOOTER = /^[#\s"]*数据来源/;
/** Columns of a terminal's export without a header. */
const UNTITLED = ['日期', '开盘', '最高', '最低', '收盘', '成交量', '成交额'];

/**
 * Header and rows, comma, tab, semicolon or spaces between the cells; a terminal's title line and its
 * footer are set apart. Throws SOURCE_BAD_DATA with the line whose number of columns differs.
 */
export function parseCsvText(text: string, file: string): CsvTable {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  const title = readTitle(lines[0] ?? '');
  const first = title === null ? 0 : 1;
  while (lines.length > first && /^\s*$/.test(lines[lines.length - 1])) lines.pop();
  if (lines.length > first && FOOTER.test(lines[lines.length - 1])) lines.pop();
  const isBare = title !== null && /^\s*\d{4}/.test(lines[first] ?? '');
  const table = splitCells(lines.slice(first), file, first);
  const header = isBare ? UNTITLED : (table.shift()?.cells ?? []);
  return { title, header, rows: table };
}

function readTitle(line: string): CsvTitle | null {
  const [, digits, name, period, adjust = ''] = TITLE.exec(line) ?? [];
  return digits === undefined ? null : { digits, name: name.replace(/\s/g, ''), period, adjust };
}

/** @param skipped lines above, for the line numbers of faults */
function splitCells(lines: readonly string[], file: string, skipped: number): CsvRow[] {
  const mark = ['\t', ',', ';'].find((one) => lines[0]?.includes(one));
  const body = mark === undefined ? lines.map((line) => line.trim().replace(/ +/g, '\t')) : lines;
  const rows: CsvRow[] = [];
  try {
    parse(body.join('\n'), {
      delimiter: mark ?? '\t',
      skip_empty_lines: true,
      trim: true,
      on_record: (cells: string[], { lines: line }) => {
        rows.push({ line: line + skipped, cells });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line: unknown = Reflect.get(error, 'lines');
    const details: ErrorDetails = { file, line: typeof line === 'number' ? line + skipped : null };
    throw badData('the line does not have the columns of the header', details, error);
  }
  return rows;
}
