import type { BarsView } from '#shared/dataContract.ts';
import type { MarkerKind } from '#shared/domain.ts';
import type { MarkerRecord, TradeRecord } from '#shared/run.ts';

/** Bars that rise by one yuan each, every one from 0.5 below its close to 0.25 above it. */
export function makeBars(dates: string[], scale = 1): BarsView {
  const close = dates.map((_, i) => (10 + i) * scale);
  return {
    symbol: '600519.SH',
    name: '样本',
    isSimulated: false,
    dates,
    open: close.map((price) => price - 0.25 * scale),
    high: close.map((price) => price + 0.25 * scale),
    low: close.map((price) => price - 0.5 * scale),
    close,
    volume: dates.map((_, i) => 1000 + i),
    amount: dates.map((_, i) => (i === 0 ? null : 1e6)),
    indicators: {
      ma5: dates.map((_, i) => (i < 4 ? null : 10)),
      bollUpper: dates.map(() => 12),
      macdDif: dates.map(() => 0.1),
      macdDea: dates.map(() => 0.2),
      macdHist: dates.map((_, i) => (i % 2 === 0 ? 1 : -1)),
    },
  };
}

export function makeMarker(date: string, kind: MarkerKind = 'buy', symbol = '600519.SH') {
  const marker: MarkerRecord = {
    date,
    symbol,
    kind,
    price: 1700,
    shares: 200,
    reason: 'probability 0.71 >= 0.65',
    probability: 0.71,
  };
  return marker;
}

export function makeTrade(entryDate: string, exitDate: string, exitKind: MarkerKind = 'sell') {
  const trade: TradeRecord = {
    symbol: '600519.SH',
    entryDate,
    exitDate,
    entryPrice: 10,
    exitPrice: 11,
    shares: 200,
    profit: 200,
    return: 0.1,
    holdingDays: 3,
    exitKind,
    entryProbability: 0.7,
  };
  return trade;
}

export const DAYS = ['2024-05-06', '2024-05-07', '2024-05-08', '2024-05-09', '2024-05-10'];
