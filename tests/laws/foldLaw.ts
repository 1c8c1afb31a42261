import type { Fold } from '#main/dataset/folds.ts';
import type { FoldSamples, SampleSettings, buildFoldSamples } from '#main/dataset/foldSamples.ts';
import type { Samples } from '#main/dataset/windows.ts';
import type { FeatureTable } from '#main/features/featureTable.ts';
import { createRandom } from '#main/lib/random.ts';

export type FoldBuilder = typeof buildFoldSamples;

export interface FoldCase {
  table: FeatureTable;
  labels: Float32Array;
  fold: Fold;
  settings: SampleSettings;
}

const SEED = 3;

/**
 * How a builder of samples lets the test part leak into training, one line each; empty when it does not.
 * Whatever is not yet known at the close of the last training bar is scrambled: nothing that is trained,
 * validated or scaled with may move by a single bit.
 */
export function findLeaks(build: FoldBuilder, given: FoldCase): string[] {
  const { table, labels, fold, settings } = given;
  const honest = build(table, labels, fold, settings, SEED);
  const lateFeatures = build(scrambleRows(table, fold.trainTo), labels, fold, settings, SEED);
  // The label of bar t is known at the close of bar t + horizon.
  const unknown = fold.trainTo - settings.horizon;
  const lateLabels = build(table, flipFrom(labels, unknown, labels.length), fold, settings, SEED);
  return [
    ...differences(honest, lateFeatures, 'later features'),
    ...differences(honest, lateLabels, 'later labels'),
    ...resamplingLeaks(build, given, honest),
  ];
}

/** Validation labels may change the validation samples alone: not training, not what resampling draws. */
function resamplingLeaks(build: FoldBuilder, given: FoldCase, honest: FoldSamples): string[] {
  const { table, labels, fold, settings } = given;
  const validTo = fold.trainTo - settings.horizon;
  const flipped = flipFrom(labels, validTo - honest.valid.count, validTo);
  const other = build(table, flipped, fold, settings, SEED);
  return sameSamples(honest.train, other.train) ? [] : ['training moves with validation labels'];
}

function differences(a: FoldSamples, b: FoldSamples, cause: string): string[] {
  const found: string[] = [];
  if (!sameSamples(a.train, b.train)) found.push(`training moves with ${cause}`);
  if (!sameSamples(a.valid, b.valid)) found.push(`validation moves with ${cause}`);
  const isSameScale =
    sameBits(a.scaler.mean, b.scaler.mean) && sameBits(a.scaler.inverseStd, b.scaler.inverseStd);
  if (!isSameScale) found.push(`scaling moves with ${cause}`);
  return found;
}

function scrambleRows(table: FeatureTable, from: number): FeatureTable {
  const random = createRandom(99);
  const columns = table.columns.map((column) =>
    column.map((value, i) => (i < from ? value : value * (1 + random.normal()) + random.normal())),
  );
  return { ...table, columns };
}

function flipFrom(labels: Float32Array, from: number, to: number): Float32Array {
  return labels.map((label, i) => (i < from || i >= to ? label : 1 - label));
}

function sameSamples(a: Samples, b: Samples): boolean {
  return a.count === b.count && sameBits(a.x, b.x) && sameBits(a.y, b.y);
}

function sameBits(a: Float32Array | Float64Array, b: Float32Array | Float64Array): boolean {
  return a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
}
