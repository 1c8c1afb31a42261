import type { FeatureTable } from '#main/features/featureTable.ts';
import { deriveSeed } from '#main/lib/random.ts';
import type { Fold } from './folds.ts';
import { splitTraining } from './foldSamples.ts';
import type { SampleSettings } from './foldSamples.ts';
import { selectFeatures } from './selectFeatures.ts';
import type { SelectionChoice } from './selectFeatures.ts';

/**
 * The columns that a fold trains on. Chosen on the bars that end its training windows, whose labels are
 * known within that part: neither validation nor test is looked at. The table itself where nothing is
 * chosen.
 *
 * @param labels one a bar
 * @param seed of the run; the fold's index is mixed in here
 */
export function selectFoldFeatures(
  table: FeatureTable,
  labels: Float32Array,
  fold: Fold,
  settings: SampleSettings & SelectionChoice,
  seed: number,
): FeatureTable {
  const { trainFrom, trainTo } = splitTraining(fold, settings);
  const rows = {
    names: table.names,
    columns: table.columns.map((column) => column.subarray(trainFrom, trainTo)),
    y: Float64Array.from(labels.subarray(trainFrom, trainTo)),
    time: Int32Array.from({ length: trainTo - trainFrom }, (_, i) => i),
  };
  const kept = selectFeatures(settings, rows, deriveSeed(seed, 'features', fold.index));
  return kept.length === table.names.length ? table : pickColumns(table, kept);
}

/** The table with these columns only, in this order. */
export const pickColumns = (table: FeatureTable, kept: readonly number[]): FeatureTable => ({
  names: kept.map((index) => table.names[index]),
  length: table.length,
  columns: kept.map((index) => table.columns[index]),
});
