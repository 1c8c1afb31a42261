import type { DailySeries } from '#shared/domain.ts';
import { isBuyable, rankRow } from './ranking.ts';
import type { Scores } from './scores.ts';

/**
 * What the published system counts: each day's mean return of the `count` best from this close to the
 * next date's, compounded from 1, without costs, limits, lots or the wait for the next open. One value
 * a date of the scores. Known at the close of its date. An upper bound, not an account.
 */
export function idealEquity(
  scores: Scores,
  series: readonly DailySeries[],
  count: number,
): Float64Array {
  const { dates, symbols } = scores;
  const closes = adjustedCloses(scores, series);
  const equity = new Float64Array(dates.length).fill(1);
  for (let row = 1; row < dates.length; row++) {
    const best = rankRow(scores, row - 1)
      .filter((column) => isBuyable(scores, row - 1, column))
      .slice(0, count);
    let sum = 0;
    for (const column of best) {
      const from = closes[(row - 1) * symbols.length + column];
      const change = closes[row * symbols.length + column] / from - 1;
      // Nothing is known of a day without a bar before the first one: it stands still.
      if (Number.isFinite(change)) sum += change;
    }
    equity[row] = equity[row - 1] * (1 + (best.length > 0 ? sum / best.length : 0));
  }
  return equity;
}

/** Backward-adjusted closes on the dates of the scores, carried on over days without a bar. */
function adjustedCloses({ dates, symbols }: Scores, series: readonly DailySeries[]): Float64Array {
  const closes = new Float64Array(dates.length * symbols.length).fill(NaN);
  const bySymbol = new Map(series.map((one) => [one.symbol, one]));
  symbols.forEach((symbol, column) => {
    const own = bySymbol.get(symbol);
    if (!own) return;
    let bar = -1;
    for (let row = 0; row < dates.length; row++) {
      while (own.tradeDate[bar + 1] <= dates[row]) bar++;
      if (bar >= 0) closes[row * symbols.length + column] = own.close[bar] * own.factor[bar];
    }
  });
  return closes;
}
