import type { SourceBars } from '#main/download/source.ts';
import { inspectBars } from '#main/market/inspectBars.ts';
import type { BarInspection } from '#main/market/inspectBars.ts';
import { boardOf } from '#main/market/symbol.ts';
import type { Store } from '#main/store/store.ts';
import type { BarColumns, NetworkSource, SymbolCode } from '#shared/domain.ts';
import { AppError } from '#shared/errors.ts';

/** Bars that may be stored, and what was odd about the others. */
export type InspectedBars = Pick<BarInspection, 'quarantined' | 'findings'> & SourceBars;

type Inspect = (symbol: SymbolCode, source: NetworkSource, served: SourceBars) => InspectedBars;

/**
 * Holds what a source served against what is stored: the same symbol's bars, and those of indices, which
 * come under a share's name when the market prefix is wrong. Throws SOURCE_BAD_DATA where all of it is
 * refused.
 */
export function createInspector(store: Store): Inspect {
  let indices: (BarColumns & { symbol: SymbolCode })[] | null = null;
  return (symbol, source, { bars, repairs }) => {
    indices ??= readIndices(store);
    const { tradeDate } = bars;
    const [first, last] = [tradeDate[0], tradeDate[tradeDate.length - 1]];
    const { good, quarantined, findings } = inspectBars(bars, {
      symbol,
      board: boardOf(symbol),
      source,
      stored: store.bars.readSeries(symbol, first, last),
      indices,
      locate: (row) => ({ symbol, upstream: source, row: row + 1 }),
    });
    if (good.tradeDate.length > 0) return { bars: good, repairs, quarantined, findings };
    throw new AppError('SOURCE_BAD_DATA', `${symbol}: every row of ${source} is bad`, {
      symbol,
      upstream: source,
    });
  };
}

const readIndices = (store: Store): (BarColumns & { symbol: SymbolCode })[] =>
  store.instruments
    .list()
    .filter(({ board, isSimulated }) => board === 'index' && !isSimulated)
    .map(({ symbol }) => store.bars.readSeries(symbol))
    .filter(({ tradeDate }) => tradeDate.length > 0);
