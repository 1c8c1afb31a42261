import type { BarsRequest, SourceBars } from '#main/download/source.ts';
import { inspectBars } from '#main/market/inspectBars.ts';
import type { BarInspection } from '#main/market/inspectBars.ts';
import { boardOf } from '#main/market/symbol.ts';
import type { Store } from '#main/store/store.ts';
import type { BarColumns, NetworkSource, SymbolCode } from '#shared/domain.ts';

/** Bars that may be stored, and what was odd about the others. */
export type InspectedBars = Pick<BarInspection, 'quarantined' | 'findings'> &
  Pick<SourceBars, 'bars' | 'repairs'>;

type Inspect = (request: BarsRequest, source: NetworkSource, served: SourceBars) => InspectedBars;

/**
 * Holds what a source served against what is stored: the same symbol's bars, and those of indices, which
 * come under a share's name when the market prefix is wrong. Throws SOURCE_BAD_DATA where all of it is
 * refused.
 */
export function createInspector(store: Store): Inspect {
  let indices: (BarColumns & { symbol: SymbolCode })[] | null = null;
  return ({ symbol, from, to }, source, { bars, repairs, unread }) => {
    indices ??= readIndices(store);
    const { good, quarantined, findings } = inspectBars(bars, {
      symbol,
      board: boardOf(symbol),
      source,
      stored: store.bars.readSeries(symbol, from, to),
      indices,
      span: { from, to },
      unread,
      locate: (row) => ({ symbol, upstream: source, row: row + 1 }),
    });
    return { bars: good, repairs, quarantined, findings };
  };
}

const readIndices = (store: Store): (BarColumns & { symbol: SymbolCode })[] =>
  store.instruments
    .list()
    .filter(({ board, isSimulated }) => board === 'index' && !isSimulated)
    .map(({ symbol }) => store.bars.readSeries(symbol))
    .filter(({ tradeDate }) => tradeDate.length > 0);
