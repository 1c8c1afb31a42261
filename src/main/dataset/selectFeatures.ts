import { assert } from '#main/lib/assert.ts';
import type { ToolkitSettings } from '#shared/toolkitSettings.ts';
import { correlationClusters } from './correlationClusters.ts';
import { correlate, drawRows, standardised } from './featureRows.ts';
import type { FeatureRows } from './featureRows.ts';
import { mutualInformation } from './mutualInformation.ts';
import { permutationScores } from './permutationScores.ts';

export type SelectionChoice = Pick<ToolkitSettings, 'featureSelection' | 'featureCount'>;

/**
 * Which inputs to keep, as ascending indices of `names`; all of them where nothing is to be chosen. Reads
 * the rows it is given and nothing else: give it the training part only.
 *
 * `mutualInformation` keeps those that tell most of the label, `permutation` those whose shuffling hurts a
 * ridge regression most on the last part of the rows, `correlation` the one of each cluster of correlated
 * inputs that goes best with the label. Constant inputs are never kept, unless all are.
 */
export function selectFeatures(
  { featureSelection, featureCount }: SelectionChoice,
  rows: FeatureRows,
  seed: number,
): number[] {
  const all = rows.names.map((_, i) => i);
  if (featureSelection === 'none' || all.length <= featureCount) return all;
  assert(rows.columns.length === all.length && rows.y.length > 0, 'a column a name, and rows');
  const drawn = drawRows(rows.y.length, seed);
  const at = (column: Float64Array): Float64Array =>
    drawn.length === column.length ? column : Float64Array.from(drawn, (row) => column[row]);
  const y = at(rows.y);
  const varying = all.flatMap((index) => {
    const values = standardised(at(rows.columns[index]));
    return values === null ? [] : [{ index, values }];
  });
  if (varying.length === 0) return all;
  const columns = varying.map(({ values }) => values);
  const keep = (places: readonly number[]): number[] =>
    places.map((place) => varying[place].index).sort((a, b) => a - b);
  if (featureSelection === 'correlation') return keep(representatives(columns, y, featureCount));
  const scores =
    featureSelection === 'mutualInformation'
      ? Float64Array.from(columns, (column) => mutualInformation(column, y))
      : permutationScores(
          columns,
          y,
          Int32Array.from(drawn, (row) => rows.time[row]),
          seed,
        );
  return keep(largest(scores, featureCount));
}

/** Places of the largest scores; the earlier of equal ones comes first. */
function largest(scores: Float64Array, count: number): number[] {
  const places = Array.from(scores, (_, place) => place);
  return places.sort((a, b) => scores[b] - scores[a] || a - b).slice(0, count);
}

/** Of each cluster the column whose correlation with the label is largest in size. */
function representatives(
  columns: readonly Float64Array[],
  y: Float64Array,
  count: number,
): number[] {
  const label = standardised(y);
  const relevance = Float64Array.from(columns, (column) =>
    label === null ? 0 : Math.abs(correlate(column, label)),
  );
  return correlationClusters(columns, count).map((cluster) =>
    cluster.reduce((best, place) => (relevance[place] > relevance[best] ? place : best)),
  );
}
