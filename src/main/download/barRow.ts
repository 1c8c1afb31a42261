import type { BarColumns } from '#shared/domain.ts';

/** One bar as a reply prints it; the key is a trade date, or a minute as YYYYMMDDHHMM. */
export interface BarRow {
  key: number;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
  amount: number;
  /** The row as it came, where a figure could not be read and is NaN. */
  unread?: string;
}

type Prices = Omit<BarColumns, 'tradeDate'>;

const column = (
  rows: readonly BarRow[],
  name: Exclude<keyof BarRow, 'key' | 'unread'>,
): Float64Array => Float64Array.from(rows, (row) => row[name]);

function toPrices(rows: readonly BarRow[]): Prices {
  return {
    open: column(rows, 'open'),
    high: column(rows, 'high'),
    low: column(rows, 'low'),
    close: column(rows, 'close'),
    volume: column(rows, 'volume'),
    amount: column(rows, 'amount'),
  };
}

/** Rows keyed by trade date as columns, in their order. */
export function toBars(rows: readonly BarRow[]): BarColumns {
  return { tradeDate: Int32Array.from(rows, ({ key }) => key), ...toPrices(rows) };
}

/** Rows keyed by minute as columns, in their order. */
export function toMinutes(rows: readonly BarRow[]): Prices & { time: Float64Array } {
  return { time: Float64Array.from(rows, ({ key }) => key), ...toPrices(rows) };
}
