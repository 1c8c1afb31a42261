import { createRandom } from '#main/lib/random.ts';
import { ABREAST } from './histogram.ts';
import type { TreeSamples } from './samples.ts';
import { sortFloats } from './sortFloats.ts';
import type { Turns } from './turns.ts';

/** Columns cut into bins, the only form in which splits are looked for. */
export interface BinnedColumns {
  count: number;
  width: number;
  /** Bins of each row of four columns: the bin of column 4p + k is byte k (the lowest first) of passes[p]. */
  passes: Int32Array[];
  /** Rising upper ends: a value lies in the first bin whose end is not below it, or in the last bin. */
  thresholds: Float64Array[];
  /** 1 where the column has missing values; their bin follows the last one. */
  hasMissing: Uint8Array;
}

/** The bin of a row in a column is `(pass[row] >>> shift) & 255`. */
export const passOf = ({ passes }: BinnedColumns, column: number) => ({
  pass: passes[Math.floor(column / ABREAST)],
  shift: (column % ABREAST) * 8,
});

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
  const passes = Array.from({ length: Math.ceil(width / ABREAST) }, () => new Int32Array(count));
  const thresholds: Float64Array[] = [];
  const hasMissing = new Uint8Array(width);
  const binned: BinnedColumns = { count, width, passes, thresholds, hasMissing };
  const drawn = drawRows(count, seed);
  const values = new Float32Array(count);
  for (let j = 0; j < width; j++) {
    for (let i = 0, at = j; i < count; i++, at += width) values[i] = x[at];
    const ends = findThresholds(
      drawn ? Float32Array.from(drawn, (row) => values[row]) : values.slice(),
      bins,
    );
    thresholds.push(ends);
    if (assignBins(values, ends, passOf(binned, j))) hasMissing[j] = 1;
    await turns.after(count * 16);
  }
  return binned;
}

function drawRows(count: number, seed: number): Int32Array | null {
  if (count <= QUANTILE_ROWS) return null;
  const random = createRandom(seed);
  return Int32Array.from({ length: QUANTILE_ROWS }, () => random.below(count));
}

/** Rising ends of the bins but the last one; sorts `values`. */
export function findThresholds(values: Float32Array, bins: number): Float64Array {
  const sorted = sortFloats(values);
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

/** Writes the bins into their pass; returns whether there was a missing value. */
function assignBins(
  values: Float32Array,
  ends: Float64Array,
  { pass, shift }: ReturnType<typeof passOf>,
): boolean {
  const missing = ends.length + 1;
  let hasMissing = false;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    let bin = 0;
    if (Number.isNaN(value)) {
      bin = missing;
      hasMissing = true;
    } else {
      for (let high = ends.length; bin < high;) {
        const middle = (bin + high) >>> 1;
        if (value <= ends[middle]) high = middle;
        else bin = middle + 1;
      }
    }
    pass[i] |= bin << shift;
  }
  return hasMissing;
}
