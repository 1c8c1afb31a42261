import { isTrained, packColumn, rowCount } from './panelRows.ts';
import type { PanelRows } from './panelRows.ts';
import { quantilesOf } from './panelQuantiles.ts';
import { applyScale, fitScale } from './panelScale.ts';
import type { PanelScale, Standardise } from './panelScale.ts';
import type { PanelSplit } from './panelSplit.ts';

/**
 * One label program evaluated three times, each on a panel that ends where its part does, so that no label
 * can know what lies behind: columns of symbols × all dates, NaN from the end of their part on.
 */
export interface LabelColumns {
  train: Float64Array;
  valid: Float64Array;
  test: Float64Array;
}

export interface PanelLabels {
  /** One a row, scaled; NaN where it is not known within the row's part. */
  y: Float32Array;
  scale: PanelScale;
}

export interface LabelSettings {
  standardise: Standardise;
  /** 0 leaves labels as they are. */
  labelClasses: number;
}

/** The labels of all parts on one scale, which is that of the training part (of each date: its own). */
export function buildPanelLabels(
  rows: PanelRows,
  columns: LabelColumns,
  split: PanelSplit,
  { standardise, labelClasses }: LabelSettings,
): PanelLabels {
  const joined = joinParts(rows, columns, split);
  const values = labelClasses > 0 ? toClasses(joined, rows, split, labelClasses) : joined;
  const scale = fitScale(values, rows, standardise, split.trainTo);
  return { y: Float32Array.from(applyScale(scale, values, rows)), scale };
}

function joinParts(
  rows: PanelRows,
  columns: LabelColumns,
  { trainTo, testFrom }: PanelSplit,
): Float64Array {
  const joined = packColumn(rows, columns.train);
  const valid = packColumn(rows, columns.valid);
  const test = packColumn(rows, columns.test);
  for (let row = 0; row < rowCount(rows); row++) {
    if (rows.date[row] >= testFrom) joined[row] = test[row];
    else if (rows.date[row] >= trainTo) joined[row] = valid[row];
  }
  return joined.map((value) => (Number.isFinite(value) ? value : NaN));
}

/** Numbers of equally filled classes of the training labels, from 0. */
function toClasses(
  values: Float64Array,
  rows: PanelRows,
  { trainTo }: PanelSplit,
  classes: number,
): Float64Array {
  const trained = values.filter((_, row) => isTrained(rows, row, trainTo));
  const shares = Array.from({ length: classes - 1 }, (_, i) => (i + 1) / classes);
  const bounds = quantilesOf(trained, shares);
  return values.map((value) =>
    Number.isNaN(value) ? NaN : bounds.reduce((count, bound) => count + Number(value > bound), 0),
  );
}
