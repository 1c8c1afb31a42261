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

/** Header and rows; throws SOURCE_BAD_DATA with the line whose number of columns differs. */
export function parseCsvText(text: string, file: string): { header: string[]; rows: CsvRow[] } {
  const firstLine = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  const rows: CsvRow[] = [];
  try {
    parse(text, {
      delimiter: ['\t', ',', ';'].find((mark) => firstLine.includes(mark)) ?? ',',
      skip_empty_lines: true,
      trim: true,
      on_record: (cells: string[], { lines }) => {
        rows.push({ line: lines, cells });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line: unknown = Reflect.get(error, 'lines');
    const details: ErrorDetails = { file, line: typeof line === 'number' ? line : null };
    throw badData('the line does not have the columns of the header', details, error);
  }
  return { header: rows.shift()?.cells ?? [], rows };
}
