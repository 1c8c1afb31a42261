import { createHash } from 'node:crypto';
import type { AdjustFactor, DailySeries, SymbolCode } from '#shared/domain.ts';

/** One row of `bars`, as better-sqlite3's raw mode gives it. */
export type BarRow = [
  tradeDate: number,
  open: number,
  high: number,
  low: number,
  close: number,
  volume: number,
  amount: number | null,
  isSt: number,
];

/** Rows, oldest first, as columns; factors are spread onto the bars on which they are in force. */
export function toSeries(
  symbol: SymbolCode,
  rows: readonly BarRow[],
  factors: readonly AdjustFactor[],
): DailySeries {
  const series = emptySeries(symbol, rows.length);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    series.tradeDate[i] = row[0];
    series.open[i] = row[1];
    series.high[i] = row[2];
    series.low[i] = row[3];
    series.close[i] = row[4];
    series.volume[i] = row[5];
    series.amount[i] = row[6] ?? NaN;
    series.isSt[i] = row[7];
  }
  spreadFactors(series, factors);
  return series;
}

function emptySeries(symbol: SymbolCode, length: number): DailySeries {
  return {
    symbol,
    tradeDate: new Int32Array(length),
    open: new Float64Array(length),
    high: new Float64Array(length),
    low: new Float64Array(length),
    close: new Float64Array(length),
    volume: new Float64Array(length),
    amount: new Float64Array(length),
    factor: new Float64Array(length),
    isSt: new Uint8Array(length),
  };
}

function spreadFactors(series: DailySeries, factors: readonly AdjustFactor[]): void {
  let next = 0;
  let inForce = 1;
  for (let i = 0; i < series.tradeDate.length; i++) {
    while (next < factors.length && factors[next].tradeDate <= series.tradeDate[i]) {
      inForce = factors[next++].factor;
    }
    series.factor[i] = inForce;
  }
}

/** Digest of all that a run could read from these series; 32 hex digits. */
export function hashSeries(all: Iterable<DailySeries>): string {
  const hash = createHash('sha256');
  for (const series of all) {
    hash.update(`${series.symbol}:${series.tradeDate.length};`);
    const { tradeDate, open, high, low, close, volume, amount, factor, isSt } = series;
    for (const column of [tradeDate, open, high, low, close, volume, amount, factor, isSt]) {
      hash.update(column);
    }
  }
  return hash.digest('hex').slice(0, 32);
}
