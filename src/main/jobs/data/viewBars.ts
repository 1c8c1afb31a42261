import { computeOverlays } from '#main/features/overlays.ts';
import { fromIsoDate, toIsoDate } from '#main/lib/dates.ts';
import { adjustBars } from '#main/market/adjust.ts';
import { dateOf } from '#main/market/minutes.ts';
import { toPeriod } from '#main/market/period.ts';
import type { Store } from '#main/store/store.ts';
import type { ParsedInput } from '#shared/contract.ts';
import type { BarsView } from '#shared/dataContract.ts';
import type { BarColumns, DailySeries, MinutePeriod, SymbolCode } from '#shared/domain.ts';
import { AppError } from '#shared/errors.ts';

type ViewInput = ParsedInput<'bars.view'>;

/** Bars as they are drawn; those of minutes carry the date of their day, and their own time in `labels`. */
interface DrawnBars {
  bars: BarColumns;
  labels: (index: number) => string;
}

/**
 * Columns for the K-line: raw bars adjusted as of the newest daily bar (forward) or the first one
 * (backward), gathered into the period, with the indicators of the asked overlays. Minutes are adjusted by
 * the factor of their day. Indicators are computed over all stored bars before the span is cut, so they do
 * not change with the zoom.
 */
export function viewBars(store: Store, input: ViewInput): BarsView {
  const { symbol } = input;
  const { bars, labels } = readDrawn(store, input);
  if (bars.tradeDate.length === 0) {
    const what = typeof input.period === 'number' ? `${input.period}-minute bars` : 'bars';
    throw new AppError('NOT_ENOUGH_HISTORY', `no ${what} of ${symbol} are stored`, {
      symbol,
      needed: 1,
      found: 0,
    });
  }
  const instrument = store.instruments.find(symbol);
  const [from, to] = findSpan(bars, input);
  const numbers = (column: Float64Array): number[] => Array.from(column.subarray(from, to));
  const withNulls = (column: Float64Array): (number | null)[] =>
    Array.from(column.subarray(from, to), (value) => (Number.isNaN(value) ? null : value));
  return {
    symbol,
    name: instrument?.name ?? symbol,
    isSimulated: instrument?.isSimulated ?? false,
    dates: Array.from({ length: to - from }, (_, i) => labels(from + i)),
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

function readDrawn(store: Store, { symbol, period, adjust }: ViewInput): DrawnBars {
  if (typeof period !== 'number') {
    const bars = toPeriod(adjustBars(store.bars.readSeries(symbol), adjust), period);
    return { bars, labels: (i) => toIsoDate(bars.tradeDate[i]) };
  }
  const { series, time } = readMinutes(store, symbol, period, adjust === 'forward');
  const bars = adjustBars(series, adjust === 'none' ? 'none' : 'backward');
  return { bars, labels: (i) => toMinuteText(time[i]) };
}

/** Minutes in the form of a series; `isForward` puts their factors on the scale of the newest daily bar. */
function readMinutes(
  store: Store,
  symbol: SymbolCode,
  period: MinutePeriod,
  isForward: boolean,
): { series: DailySeries; time: Float64Array } {
  const { time, open, high, low, close, volume, amount } = store.minutes.read(symbol, period);
  const factors = store.bars.readFactors(symbol);
  const lastDay = Math.max(store.bars.lastDate(symbol) ?? 0, dateOf(time.at(-1) ?? 0));
  const factorAt = (day: number): number =>
    factors.findLast(({ tradeDate }) => tradeDate <= day)?.factor ?? 1;
  const divisor = isForward ? factorAt(lastDay) : 1;
  const tradeDate = Int32Array.from(time, dateOf);
  const factor = new Float64Array(time.length);
  tradeDate.forEach((day, i) => {
    const isSameDay = i > 0 && tradeDate[i - 1] === day;
    factor[i] = isSameDay ? factor[i - 1] : factorAt(day) / divisor;
  });
  const isSt = new Uint8Array(time.length);
  return {
    series: { symbol, tradeDate, open, high, low, close, volume, amount, factor, isSt },
    time,
  };
}

/** First index and the one after the last, of the asked days. */
function findSpan({ tradeDate }: BarColumns, input: ViewInput): [number, number] {
  const first = input.from === undefined ? 0 : fromIsoDate(input.from);
  const last = input.to === undefined ? Infinity : fromIsoDate(input.to);
  const start = tradeDate.findIndex((date) => date >= first);
  const end = tradeDate.findIndex((date) => date > last);
  return [start === -1 ? tradeDate.length : start, end === -1 ? tradeDate.length : end];
}

/** `202601050935` → `2026-01-05 09:35`. */
export function toMinuteText(time: number): string {
  const text = String(time);
  return `${toIsoDate(dateOf(time))} ${text.slice(8, 10)}:${text.slice(10, 12)}`;
}
