import { computeOverlays } from '#main/features/overlays.ts';
import { fromIsoDate, toIsoDate } from '#main/lib/dates.ts';
import { adjustBars } from '#main/market/adjust.ts';
import { toPeriod } from '#main/market/period.ts';
import type { Store } from '#main/store/store.ts';
import type { BarsView, ParsedInput } from '#shared/contract.ts';
import { AppError } from '#shared/errors.ts';

/**
 * Columns for the K-line: raw bars adjusted as of the newest bar (forward) or the first one (backward),
 * gathered into the period, with the indicators of the asked overlays. Indicators are computed over
 * all stored bars before the span is cut, so they do not change with the zoom.
 */
export function viewBars(store: Store, input: ParsedInput<'bars.view'>): BarsView {
  const series = store.bars.readSeries(input.symbol);
  if (series.tradeDate.length === 0) {
    throw new AppError('NOT_ENOUGH_HISTORY', `no bars of ${input.symbol} are stored`, {
      symbol: input.symbol,
      needed: 1,
      found: 0,
    });
  }
  const instrument = store.instruments.find(input.symbol);
  const bars = toPeriod(adjustBars(series, input.adjust), input.period);
  const first = input.from === undefined ? 0 : fromIsoDate(input.from);
  const last = input.to === undefined ? Infinity : fromIsoDate(input.to);
  const start = bars.tradeDate.findIndex((date) => date >= first);
  const from = start === -1 ? bars.tradeDate.length : start;
  const end = bars.tradeDate.findIndex((date) => date > last);
  const to = end === -1 ? bars.tradeDate.length : end;
  const numbers = (column: Float64Array): number[] => Array.from(column.subarray(from, to));
  const withNulls = (column: Float64Array): (number | null)[] =>
    Array.from(column.subarray(from, to), (value) => (Number.isNaN(value) ? null : value));
  return {
    symbol: input.symbol,
    name: instrument?.name ?? input.symbol,
    isSimulated: instrument?.isSimulated ?? false,
    dates: Array.from(bars.tradeDate.subarray(from, to), toIsoDate),
    open: numbers(bars.open),
    high: numbers(bars.high),
    low: numbers(bars.low),
    close: numbers(bars.close),
    volume: numbers(bars.volume),
    amount: withNulls(bars.amount),
    indicators: Object.fromEntries(
      Object.entries(computeOverlays(bars, input.overlays)).map(([key, column]) => [
        key,
        withNulls(column),
      ]),
    ),
  };
}
