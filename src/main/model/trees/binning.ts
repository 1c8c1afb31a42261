import { createRandom } from '#main/lib/random.ts';
import type { TreeSamples } from './samples.ts';
import type { Turns } from './turns.ts';

/** Columns cut into bins, the only form in which splits are looked for. */
export interface BinnedColumns {
  count: number;
  width: number;
  /** Bin of each row, one array a column. */
  columns: Uint8Array[];
  /** Rising upper ends: a value lies in the first bin whose end is not below it, or in the last bin. */
  thresholds: Float64Array[];
  /** 1 where the column has missing values; their bin follows the last one. */
  hasMissing: Uint8Array;
  /** First bin of each column in a histogram, then the number of all bins. */
  offsets: Int32Array;
}

/** Values of a column that its quantiles are taken from. */
const QUANTILE_ROWS = 200_000;

/**
 * Cuts each column into at most `bins` bins: halfway between distinct values where they are few, else at
 * quantiles (averaged inverted distribution function). Only the order of a column's values matters to
 * which rows share a bin. Long columns are cut by 200,000 rows drawn from the seed.
 */
export async function binColumns(
  { x, count, width }: TreeSamples,
  bins: number,
  seed: number,
  turns: Turns,
): Promise<BinnedColumns> {
  const columns: Uint8Array[] = [];
  const thresholds: Float64Array[] = [];
  const hasMissing = new Uint8Array(width);
  const offsets = new Int32Array(width + 1);
  const drawn = drawRows(count, seed);
  const values = new Float32Array(count);
  for (let j = 0; j < width; j++) {
    for (let i = 0, at = j; i < count; i++, at += width) values[i] = x[at];
    const ends = findThresholds(
      drawn ? Float32Array.from(drawn, (row) => values[row]) : values.slice(),
      bins,
    );
    const binned = new Uint8Array(count);
    if (assignBins(values, ends, binned)) hasMissing[j] = 1;
    columns.push(binned);
    thresholds.push(ends);
    offsets[j + 1] = offsets[j] + ends.length + 1 + hasMissing[j];
    await turns.after(count * 16);
  }
  return { count, width, columns, thresholds, hasMissing, offsets };
}

function drawRows(count: number, seed: number): Int32Array | null {
  if (count <= QUANTILE_ROWS) return null;
  const random = createRandom(seed);
  return Int32Array.from({ length: QUANTILE_ROWS }, () => random.below(count));
}

/** Rising ends of the bins but the last one; sorts `values`. */
export function findThresholds(values: Float32Array, bins: number): Float64Array {
  const sorted = values.sort();
  let known = sorted.length;
  while (known > 0 && Number.isNaN(sorted[known - 1])) known--;
  const distinct: number[] = [];
  for (let i = 0; i < known && distinct.length <= bins; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) distinct.push(sorted[i]);
  }
  if (distinct.length <= bins) {
    const middles = distinct.slice(1).map((value, i) => (distinct[i] + value) / 2);
    return Float64Array.from(middles);
  }
  const ends: number[] = [];
  for (let i = 1; i < bins; i++) {
    const end = quantile(sorted, known, ((100 / bins) * i) / 100);
    if (ends.length === 0 || end > ends[ends.length - 1]) ends.push(end);
  }
  return Float64Array.from(ends);
}

/** The value below which a share of the first `known` lies; the mean of two where it falls between them. */
function quantile(sorted: Float32Array, known: number, share: number): number {
  const place = known * share - 1;
  const below = Math.floor(place);
  const next = sorted[Math.min(below + 1, known - 1)];
  return place === below && below >= 0 ? (sorted[below] + next) / 2 : next;
}

/** Whether there was a missing value. */
function assignBins(values: Float32Array, ends: Float64Array, binned: Uint8Array): boolean {
  const missing = ends.length + 1;
  let hasMissing = false;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) {
      binned[i] = missing;
      hasMissing = true;
      continue;
    }
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (value <= ends[middle]) high = middle;
      else low = middle + 1;
    }
    binned[i] = low;
  }
  return hasMissing;
}
