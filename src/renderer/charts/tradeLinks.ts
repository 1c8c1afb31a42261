import type { MarkerRecord, TradeRecord } from '#shared/run.ts';

/** Markers of a trade as positions in the list; −1 where the run has none (a base position's entry). */
export interface TradeMarkers {
  entry: number;
  exit: number;
}

export function markersOfTrade(markers: readonly MarkerRecord[], trade: TradeRecord): TradeMarkers {
  const find = (date: string, isMatch: (marker: MarkerRecord) => boolean): number =>
    markers.findIndex(
      (marker) => marker.symbol === trade.symbol && marker.date === date && isMatch(marker),
    );
  return {
    entry: find(trade.entryDate, (marker) => marker.kind === 'buy'),
    exit: find(trade.exitDate, (marker) => marker.kind === trade.exitKind),
  };
}

/** The trade that a marker opened or closed, as a position in the list; −1 when there is none. */
export function tradeOfMarker(trades: readonly TradeRecord[], marker: MarkerRecord): number {
  const isOwn = (trade: TradeRecord): boolean => trade.symbol === marker.symbol;
  if (marker.kind === 'buy') {
    return trades.findIndex((trade) => isOwn(trade) && trade.entryDate === marker.date);
  }
  const onDay = (trade: TradeRecord): boolean => isOwn(trade) && trade.exitDate === marker.date;
  const exact = trades.findIndex((trade) => onDay(trade) && trade.exitKind === marker.kind);
  return exact === -1 ? trades.findIndex(onDay) : exact;
}
