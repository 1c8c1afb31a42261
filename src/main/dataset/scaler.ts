import type { FeatureTable } from '#main/features/featureTable.ts';
import { assert } from '#main/lib/assert.ts';

/** Standardisation, one entry a column: scaled = (x − mean) · inverseStd. */
export interface Scaler {
  mean: Float64Array;
  /** 1 / population standard deviation; 0 for a column that is constant on the fitted rows. */
  inverseStd: Float64Array;
}

/** Spread, relative to the mean, below which a column counts as constant: rounding, not information. */
const CONSTANT_SPREAD = 1e-12;

/**
 * Mean and population standard deviation of each column over rows [from, to).
 * A constant column scales to 0 everywhere, so a later move in it cannot swamp a model that never saw one.
 */
export function fitScaler(table: FeatureTable, from: number, to: number): Scaler {
  assert(from >= 0 && from < to && to <= table.length, 'rows to fit lie inside the table');
  const width = table.columns.length;
  const mean = new Float64Array(width);
  const inverseStd = new Float64Array(width);
  for (let j = 0; j < width; j++) {
    const column = table.columns[j];
    mean[j] = meanOf(column, from, to);
    const std = deviationOf(column, mean[j], from, to);
    assert(Number.isFinite(std), `column ${table.names[j]} has a value on every fitted row`);
    inverseStd[j] = std > CONSTANT_SPREAD * Math.abs(mean[j]) ? 1 / std : 0;
  }
  return { mean, inverseStd };
}

/** Scaled rows [from, to), row-major: (to − from) × width. */
export function scaleRows(
  table: FeatureTable,
  scaler: Scaler,
  from: number,
  to: number,
): Float32Array {
  const width = table.columns.length;
  assert(scaler.mean.length === width, 'scaler and table have the same columns');
  assert(from >= 0 && from <= to && to <= table.length, 'rows to scale lie inside the table');
  const rows = new Float32Array((to - from) * width);
  for (let j = 0; j < width; j++) {
    const column = table.columns[j];
    const mean = scaler.mean[j];
    const inverseStd = scaler.inverseStd[j];
    for (let i = from, at = j; i < to; i++, at += width) rows[at] = (column[i] - mean) * inverseStd;
  }
  return rows;
}

function meanOf(column: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += column[i];
  return sum / (to - from);
}

function deviationOf(column: Float64Array, mean: number, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += (column[i] - mean) ** 2;
  return Math.sqrt(sum / (to - from));
}
