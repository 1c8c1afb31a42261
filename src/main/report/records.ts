import { toIsoDate } from '#main/lib/dates.ts';
import type {
  DatedValue,
  FillRecord,
  MarkerRecord,
  RejectionRecord,
  TradeRecord,
} from '#shared/run.ts';
import type { Fill, Marker, Rejection, Trade } from '#main/backtest/types.ts';

/** Dates and values as records; days whose value is not finite are left out. */
export function toDatedValues(dates: Int32Array, values: ArrayLike<number>): DatedValue[] {
  const records: DatedValue[] = [];
  for (let i = 0; i < dates.length; i++) {
    if (Number.isFinite(values[i])) records.push({ date: toIsoDate(dates[i]), value: values[i] });
  }
  return records;
}

export const toFillRecord = (fill: Fill): FillRecord => ({
  date: toIsoDate(fill.tradeDate),
  symbol: fill.symbol,
  side: fill.side,
  price: fill.price,
  shares: fill.shares,
  commission: fill.commission,
  stampDuty: fill.stampDuty,
  transferFee: fill.transferFee,
  slippage: fill.slippage,
});

export const toTradeRecord = (trade: Trade): TradeRecord => ({
  symbol: trade.symbol,
  entryDate: toIsoDate(trade.entryDate),
  exitDate: toIsoDate(trade.exitDate),
  entryPrice: trade.entryPrice,
  exitPrice: trade.exitPrice,
  shares: trade.shares,
  profit: trade.profit,
  return: trade.return,
  holdingDays: trade.holdingDays,
  exitKind: trade.exitKind,
  entryProbability: trade.entryProbability,
});

export const toRejectionRecord = (rejection: Rejection): RejectionRecord => ({
  date: toIsoDate(rejection.tradeDate),
  symbol: rejection.symbol,
  side: rejection.side,
  shares: rejection.shares,
  reason: rejection.reason,
});

export const toMarkerRecord = (marker: Marker): MarkerRecord => ({
  date: toIsoDate(marker.tradeDate),
  symbol: marker.symbol,
  kind: marker.kind,
  price: marker.price,
  shares: marker.shares,
  reason: marker.reason,
  probability: marker.probability,
});
