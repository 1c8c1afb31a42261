import { assert } from '#main/lib/assert.ts';
import { quantilesOf } from './panelQuantiles.ts';
import { isTrained, packColumn, rowCount } from './panelRows.ts';
import type { PanelRows } from './panelRows.ts';
import { applyScale, fitScale } from './panelScale.ts';
import type { Standardise } from './panelScale.ts';
import type { PanelSplit } from './panelSplit.ts';

export interface InputSettings {
  standardise: Standardise;
  /** Scaled values are cut at ± this; 0 = never. */
  featureClip: number;
  /** Rows beyond this quantile of the training part, at either end of any column, are marked; 0 = none. */
  dropOutliers: number;
}

/** What models read, filled column by column so that only one lies in double precision at a time. */
export interface PanelInputs {
  width: number;
  /** rows × width, scaled; NaN where a value is missing. */
  x: Float32Array;
  /** 1 for a row beyond the quantiles of the training part. */
  isOutlier: Uint8Array;
}

/** Room for `width` columns; `set` scales one and puts it into its place. */
export function createPanelInputs(
  rows: PanelRows,
  { trainTo }: PanelSplit,
  width: number,
  settings: InputSettings,
): PanelInputs & { set: (place: number, column: Float64Array) => void } {
  const { standardise, featureClip, dropOutliers } = settings;
  const x = new Float32Array(rowCount(rows) * width);
  const isOutlier = new Uint8Array(rowCount(rows));
  const set = (place: number, column: Float64Array): void => {
    assert(place < width, 'a column within the width');
    const values = packColumn(rows, column);
    if (dropOutliers > 0) markOutliers(values);
    const scale = fitScale(values, rows, standardise, trainTo);
    const scaled = applyScale(scale, values, rows, featureClip);
    for (let row = 0, at = place; row < scaled.length; row++, at += width) x[at] = scaled[row];
  };
  const markOutliers = (values: Float64Array): void => {
    const trained = values.filter((_, row) => isTrained(rows, row, trainTo));
    const [low, high] = quantilesOf(trained, [dropOutliers, 1 - dropOutliers]);
    values.forEach((value, row) => {
      if (value < low || value > high) isOutlier[row] = 1;
    });
  };
  return { width, x, isOutlier, set };
}
