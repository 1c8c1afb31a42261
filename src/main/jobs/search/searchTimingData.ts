import type { Fold } from '#main/dataset/folds.ts';
import { toIsoDate } from '#main/lib/dates.ts';
import type { Store } from '#main/store/store.ts';
import type { SymbolCode, TradeDate } from '#shared/domain.ts';
import { AppError } from '#shared/errors.ts';
import type { TimingConfig } from '#shared/run.ts';
import { VALID_BLOCK } from './searchUnit.ts';
import type { SearchData, SearchUnit } from './searchUnit.ts';
import { readTimingData } from '../timing/timingData.ts';
import type { TimingData } from '../timing/timingData.ts';

type TimingUnit = Extract<SearchUnit, { kind: 'timing' }>;

/** Validation folds of each symbol. */
const FOLDS = 3;

/**
 * The bars on which the first fold of a t-timing run trains, up to its embargo, cut into expanding folds:
 * each trains on what lies before its own validation block, the last blocks of the span. With several
 * symbols all end where the first of them begins to be predicted; those with less than half of the training
 * bars by then are left out.
 *
 * @throws NOT_ENOUGH_HISTORY where no symbol has the bars that its first fold trains on
 */
export function readTimingSearch(store: Store, config: TimingConfig): SearchData {
  const { trainBars } = config.settings;
  const spans = config.symbols.map((symbol) => findSpan(store, config, symbol));
  const lastDate = Math.min(...spans.flatMap(({ trainedTo }) => trainedTo ?? []));
  if (!Number.isFinite(lastDate)) throw tooShort(config, spans[0]);
  const to = toIsoDate(lastDate);
  const units = spans.flatMap(({ symbol, firstUsable, tradeDate }) => {
    const rows = tradeDate.filter((date) => date <= lastDate).length;
    if (2 * (rows - firstUsable) < trainBars) return [];
    return unitsOf(read(store, { ...config, to }, symbol), config, firstUsable);
  });
  const symbols = [...new Set(units.map(({ data }) => data.symbol))];
  const first = Math.min(...units.map(({ data }) => data.tradeDate[0]));
  return {
    units,
    folds: units.map(({ data, fold }) => ({
      symbol: data.symbol,
      trainFrom: toIsoDate(data.tradeDate[fold.trainFrom]),
      validTo: toIsoDate(data.tradeDate[fold.trainTo - 1]),
    })),
    span: { from: toIsoDate(first), to },
    dataVersion: store.bars.dataVersion(symbols, first, lastDate),
  };
}

/** Features and labels do not depend on how folds are cut: one bar of training asks for the least history. */
const read = (store: Store, config: TimingConfig, symbol: SymbolCode): TimingData =>
  readTimingData(store, { ...config, settings: { ...config.settings, trainBars: 1 } }, symbol);

interface SymbolSpan {
  symbol: SymbolCode;
  tradeDate: Int32Array;
  firstUsable: number;
  /** Bars up to the end of the first fold's training part. */
  needed: number;
  /** Date of the last of them; null where there are fewer. */
  trainedTo: TradeDate | null;
}

/** Where the first fold of the run itself trains; found from dates and warm-up alone. */
function findSpan(store: Store, config: TimingConfig, symbol: SymbolCode): SymbolSpan {
  const { tradeDate, folds } = read(store, config, symbol);
  const firstUsable = folds[0].trainFrom;
  const needed = firstUsable + config.settings.trainBars;
  return { symbol, tradeDate, firstUsable, needed, trainedTo: tradeDate.at(needed - 1) ?? null };
}

const tooShort = (
  { from, to }: TimingConfig,
  { symbol, needed, tradeDate }: SymbolSpan,
): AppError =>
  new AppError(
    'NOT_ENOUGH_HISTORY',
    `a search needs the ${needed} bars of ${symbol} on which the first fold of the run trains, from ${from} to ${to} there are ${tradeDate.length}`,
    { symbol, needed, had: tradeDate.length },
  );

/** The bar behind each fold is predicted by the training that runs use, and looked at by nobody. */
function unitsOf(data: TimingData, config: TimingConfig, firstUsable: number): TimingUnit[] {
  const last = data.tradeDate.length - 1;
  const block = Math.floor((last - firstUsable) * VALID_BLOCK);
  return Array.from({ length: FOLDS }, (_, index) => {
    const trainTo = last - (FOLDS - 1 - index) * block;
    const fold: Fold = {
      index,
      trainFrom: firstUsable,
      trainTo,
      testFrom: trainTo,
      testTo: trainTo + 1,
    };
    const validShare = block / (trainTo - firstUsable);
    return { kind: 'timing', data: { ...data, folds: [fold] }, fold, validShare, config };
  });
}
