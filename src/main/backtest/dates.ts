import type { DailySeries, TradeDate } from '#shared/domain.ts';

/** Every trade date of any series within from..to, ascending: a merge of sorted columns. */
export function findDates(
  series: readonly DailySeries[],
  from: TradeDate,
  to: TradeDate,
): Int32Array<ArrayBuffer> {
  const dates: number[] = [];
  const next = new Int32Array(series.length);
  for (let s = 0; s < series.length; s++) {
    while (series[s].tradeDate[next[s]] < from) next[s]++;
  }
  for (;;) {
    let earliest = Infinity;
    for (let s = 0; s < series.length; s++) {
      const date = series[s].tradeDate[next[s]];
      if (date < earliest) earliest = date;
    }
    if (earliest > to) return Int32Array.from(dates);
    dates.push(earliest);
    for (let s = 0; s < series.length; s++) {
      if (series[s].tradeDate[next[s]] === earliest) next[s]++;
    }
  }
}
