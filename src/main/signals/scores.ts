import type { DailySeries, SymbolCode, TradeDate } from '#shared/domain.ts';
import type { SelectionSettings } from '#shared/selectionSettings.ts';
import type { PredictionDoubts } from './strategy.ts';

/** One row a date, one column a symbol: element `date × symbols.length + symbol`. */
export interface Scores {
  /** Ascending; each row is known at the close of its date and not before. */
  dates: Int32Array;
  symbols: readonly SymbolCode[];
  /** The higher the better; NaN = no score that day. */
  values: Float64Array;
  /**
   * 1 where the symbol may be bought. What has a score and may not be bought is ranked all the same,
   * so that it can be sold. Left out: everything with a score may be bought.
   */
  mayBuy?: Uint8Array;
  /** Whether values are shares of equity, Σ = 1 by row, and not mere ranks. */
  areWeights?: boolean;
  /** One a score, of the same shape as `values`. */
  doubts?: PredictionDoubts;
}

/** Index of the first date not before `date`; the column is sorted. */
function findRow(dates: Int32Array, date: TradeDate): number {
  let [low, high] = [0, dates.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (dates[middle] < date) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Narrows what may be bought by the settings' own conditions: no ST unless allowed, and at least
 * `minListedBars` bars up to that day. Both are known at the close of the day. Columns without a
 * series may not be bought.
 */
export function markEligible(
  scores: Scores,
  series: readonly DailySeries[],
  { allowSt, minListedBars }: Pick<SelectionSettings, 'allowSt' | 'minListedBars'>,
): Scores {
  const { dates, symbols } = scores;
  const width = symbols.length;
  const bySymbol = new Map(series.map((one) => [one.symbol, one]));
  const mayBuy = new Uint8Array(scores.values.length);
  symbols.forEach((symbol, column) => {
    const own = bySymbol.get(symbol);
    if (!own) return;
    let row = 0;
    for (let bar = findRow(own.tradeDate, dates[0]); bar < own.tradeDate.length; bar++) {
      while (row < dates.length && dates[row] < own.tradeDate[bar]) row++;
      if (row === dates.length) break;
      if (dates[row] !== own.tradeDate[bar]) continue;
      const isFit = bar + 1 >= minListedBars && (allowSt || own.isSt[bar] === 0);
      const at = row * width + column;
      mayBuy[at] = Number(isFit && (scores.mayBuy?.[at] ?? 1) === 1);
    }
  });
  return { ...scores, mayBuy };
}
