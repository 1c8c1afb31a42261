import { adjustBars } from '#main/market/adjust.ts';
import type { Store } from '#main/store/store.ts';
import type { SymbolCode } from '#shared/domain.ts';

/**
 * Closes of the benchmark on the given dates, NaN where it has none; null when it is not stored.
 * Adjusted backward, so that a fund or share in an index's place keeps its dividends.
 */
export function readBenchmark(
  store: Store,
  symbol: SymbolCode,
  dates: Int32Array,
): Float64Array | null {
  const series = store.bars.readSeries(symbol, dates[0], dates[dates.length - 1]);
  if (series.tradeDate.length === 0) return null;
  const { tradeDate, close } = adjustBars(series, 'backward');
  const closeOf = new Map(Array.from(tradeDate, (date, i) => [date, close[i]]));
  return Float64Array.from(dates, (date) => closeOf.get(date) ?? NaN);
}
