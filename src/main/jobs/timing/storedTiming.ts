import { buildFoldSamples } from '#main/dataset/foldSamples.ts';
import type { FoldSamples } from '#main/dataset/foldSamples.ts';
import type { Fold } from '#main/dataset/folds.ts';
import { pickColumns } from '#main/dataset/selectFoldFeatures.ts';
import type { FeatureTable } from '#main/features/featureTable.ts';
import { fromIsoDate } from '#main/lib/dates.ts';
import type { Store } from '#main/store/store.ts';
import type { SymbolCode } from '#shared/domain.ts';
import { AppError } from '#shared/errors.ts';
import type { TimingConfig } from '#shared/run.ts';
import { readTimingData } from './timingData.ts';
import type { TimingData } from './timingData.ts';
import { foldResultSchema } from './timingFold.ts';
import type { FoldResult } from './timingFold.ts';

/** A symbol of a finished run on all bars that are stored by now, with a fold as it was trained. */
export interface StoredTiming {
  /** Bars behind the run's end included; features and labels of the run's own bars are the same. */
  data: TimingData;
  fold: Fold;
  result: FoldResult;
  /** The columns that the fold trained on. */
  table: FeatureTable;
  /** Rows that the run itself had. */
  ownLength: number;
  weights: Uint8Array | null;
}

const LAST_DATE = '2999-12-31';

/**
 * Reads a symbol of a run again; the last fold unless an index is given.
 *
 * @throws INVALID_INPUT where the run has stored no such fold, NOT_ENOUGH_HISTORY where its bars are gone
 */
export function readStoredTiming(
  store: Store,
  run: string,
  config: TimingConfig,
  symbol: SymbolCode,
  index?: number,
): StoredTiming {
  const data = readTimingData(store, { ...config, to: LAST_DATE }, symbol);
  const all = listStored(store, run, data);
  const found = index === undefined ? all.at(-1) : all.find((one) => one.fold.index === index);
  if (found) return complete(store, run, config, data, found);
  throw new AppError('INVALID_INPUT', `run ${run} has stored no fold of ${symbol}`, {
    run,
    symbol,
  });
}

/** The last folds of a symbol, oldest first, at most `most`; its bars are read once. */
export function readStoredTimings(
  store: Store,
  run: string,
  config: TimingConfig,
  symbol: SymbolCode,
  most: number,
): StoredTiming[] {
  const data = readTimingData(store, { ...config, to: LAST_DATE }, symbol);
  return listStored(store, run, data)
    .slice(-most)
    .map((found) => complete(store, run, config, data, found));
}

interface FoundFold {
  fold: Fold;
  result: FoldResult;
}

function listStored(store: Store, run: string, { symbol, folds }: TimingData): FoundFold[] {
  return store.runs.readFolds(run).flatMap((stored) => {
    const fold = folds.find(({ index }) => index === stored.index);
    if (stored.symbol !== symbol || !fold) return [];
    return [{ fold, result: foldResultSchema.parse(stored.result) }];
  });
}

function complete(
  store: Store,
  run: string,
  config: TimingConfig,
  data: TimingData,
  { fold, result }: FoundFold,
): StoredTiming {
  const to = fromIsoDate(config.to);
  const behind = data.tradeDate.findIndex((date) => date > to);
  return {
    data,
    fold,
    result,
    table: pickNamed(data.table, result.features),
    ownLength: behind < 0 ? data.tradeDate.length : behind,
    weights: store.runs.readWeights(run, data.symbol, fold.index),
  };
}

function pickNamed(table: FeatureTable, names: readonly string[] | undefined): FeatureTable {
  if (names === undefined) return table;
  const kept = names.map((name) => table.names.indexOf(name));
  if (!kept.includes(-1)) return pickColumns(table, kept);
  throw new AppError(
    'MODEL_MISMATCH',
    'The stored model reads inputs that this version does not have.',
  );
}

/** Samples of a fold whose test part is the bars from `from` on, up to, but without, `to`; nothing is resampled. */
export function samplesOf(
  { data, fold, table }: StoredTiming,
  config: TimingConfig,
  from: number,
  to: number,
): FoldSamples {
  const settings = { ...config.settings, smoteNeighbours: 0 };
  return buildFoldSamples(table, data.labels, { ...fold, testFrom: from, testTo: to }, settings, 0);
}
