import { z } from 'zod';
import type { ErrorDetails } from '#shared/errors.ts';
import type { BarRow } from '../barRow.ts';
import { badData } from '../checkBars.ts';
import {
  checkServed,
  emptyReply,
  keepUnread,
  parseAs,
  parseJson,
  readDay,
  readMinute,
  readFigure,
  unknownSymbol,
} from '../reply.ts';

/** Columns asked for: time, open, close, high, low, volume, amount. */
export const BAR_FIELDS = 'f51,f52,f53,f54,f55,f56,f57';

const series = z.object({
  rc: z.number(),
  data: z
    .object({
      code: z.string().optional(),
      dktotal: z.number().optional(),
      klines: z.array(z.string()).optional(),
      trends: z.array(z.string()).optional(),
    })
    .nullable(),
});

/**
 * Rows of kline/get (`klines`) or trends2/get (`trends`), oldest first: volume in 手 (Hong Kong and US:
 * shares), amount in the market's currency. `data: null` = no such symbol; no rows with `dktotal` 0 =
 * not answered. Throws SOURCE_BAD_DATA.
 */
export function parseSeries(
  text: string,
  rowsIn: 'klines' | 'trends',
  code: string,
  details: ErrorDetails,
): BarRow[] {
  const { data } = parseAs(series, parseJson(text, details), details);
  if (data === null) throw unknownSymbol(details);
  const lines = data[rowsIn];
  if (lines === undefined) throw badData(`unexpected reply: no ${rowsIn}`, details);
  if (lines.length === 0) throw emptyReply(details, (data.dktotal ?? 0) > 0);
  checkServed(data.code, code, details);
  return lines.map((line, i) => readRow(line, { ...details, row: i + 1 }));
}

function readRow(line: string, details: ErrorDetails): BarRow {
  const cells = line.split(',');
  if (cells.length < 7) throw badData('the row was cut off', details);
  const [time, open, close, high, low, volume, amount] = cells;
  const row = {
    key: time.length > 10 ? readMinute(time, details) : readDay(time, details),
    open: readFigure(open),
    close: readFigure(close),
    high: readFigure(high),
    low: readFigure(low),
    volume: readFigure(volume),
    amount: readFigure(amount),
  };
  return keepUnread(row, line);
}
