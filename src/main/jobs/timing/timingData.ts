import { planFolds } from '#main/dataset/folds.ts';
import type { Fold } from '#main/dataset/folds.ts';
import { forwardReturnLabel } from '#main/dataset/label.ts';
import { computeFeatureSet } from '#main/features/featureSets.ts';
import { findFirstUsable } from '#main/features/featureTable.ts';
import type { FeatureTable } from '#main/features/featureTable.ts';
import { TIMING_INDICATORS } from '#main/features/registry.ts';
import { fromIsoDate } from '#main/lib/dates.ts';
import { adjustBars } from '#main/market/adjust.ts';
import type { Store } from '#main/store/store.ts';
import type { DailySeries, SymbolCode } from '#shared/domain.ts';
import { AppError } from '#shared/errors.ts';
import type { TimingConfig } from '#shared/run.ts';

/** Bars before the first row of the timing block, however short the history. */
const WARMUP = Math.max(...TIMING_INDICATORS.map(({ warmup }) => warmup));

/** One symbol of a timing run, ready to be trained on. Rows of `table` are the bars that were traded. */
export interface TimingData {
  symbol: SymbolCode;
  /** Raw bars of the run's span, suspended days included: what the backtest sees. */
  series: DailySeries;
  /** Trade date of each row of `table`. */
  tradeDate: Int32Array;
  table: FeatureTable;
  /** By row; NaN where the outcome lies beyond the span. */
  labels: Float32Array;
  folds: Fold[];
}

/**
 * Reads a symbol and computes what its folds train on. Prices are adjusted backward, which needs nothing
 * from the future; suspended days, whose prices only repeat, are left out of features and labels.
 * Throws NOT_ENOUGH_HISTORY when not even one bar can be predicted.
 */
export function readTimingData(store: Store, config: TimingConfig, symbol: SymbolCode): TimingData {
  const { settings } = config;
  const series = readBars(store, config, symbol);
  const bars = adjustBars(keepTraded(series), 'backward');
  const table = computeFeatureSet(bars, settings.featureSet);
  return {
    symbol,
    series,
    tradeDate: bars.tradeDate,
    table,
    labels: forwardReturnLabel(bars.close, settings.horizon, settings.labelThreshold),
    folds: foldsOf(config, table.length, Math.max(findFirstUsable(table), warmupOf(config))),
  };
}

/** Refuses, without computing anything, a symbol with too few bars: NOT_ENOUGH_HISTORY. */
export function assertHistory(store: Store, config: TimingConfig, symbol: SymbolCode): void {
  const { tradeDate } = keepTraded(readBars(store, config, symbol));
  foldsOf(config, tradeDate.length, warmupOf(config));
}

const warmupOf = ({ settings }: TimingConfig): number =>
  settings.featureSet === 'multiPeriod' ? 0 : WARMUP;

function foldsOf({ settings }: TimingConfig, length: number, firstUsable: number): Fold[] {
  const { trainBars, horizon, embargo, retrainEvery } = settings;
  return planFolds({ length, firstUsable, trainBars, horizon, embargo, retrainEvery });
}

function readBars(store: Store, config: TimingConfig, symbol: SymbolCode): DailySeries {
  const series = store.bars.readSeries(symbol, fromIsoDate(config.from), fromIsoDate(config.to));
  if (series.tradeDate.length === 0) {
    throw new AppError(
      'NOT_ENOUGH_HISTORY',
      `no bars of ${symbol} are stored from ${config.from} to ${config.to}; import or download them first`,
      { symbol, needed: 1, had: 0 },
    );
  }
  return series;
}

function keepTraded(series: DailySeries): DailySeries {
  const traded = (_: number, i: number): boolean => series.volume[i] > 0;
  if (series.volume.every((volume) => volume > 0)) return series;
  return {
    symbol: series.symbol,
    tradeDate: series.tradeDate.filter(traded),
    open: series.open.filter(traded),
    high: series.high.filter(traded),
    low: series.low.filter(traded),
    close: series.close.filter(traded),
    volume: series.volume.filter(traded),
    amount: series.amount.filter(traded),
    factor: series.factor.filter(traded),
    isSt: series.isSt.filter(traded),
  };
}
