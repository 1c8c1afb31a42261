import { assert } from '#main/lib/assert.ts';
import type { PanelInputs } from './panelInputs.ts';
import { isTrained, rowCount } from './panelRows.ts';
import type { PanelRows } from './panelRows.ts';
import type { PanelSplit } from './panelSplit.ts';

/** Rows on which windows of each part end. */
export interface PanelEnds {
  train: Int32Array;
  valid: Int32Array;
  /** With and without a known outcome. */
  test: Int32Array;
}

/**
 * A window is `lookback` neighbouring rows of one symbol without a missing value; it is known at the close
 * of its last row. Training and validation take those of members whose label is known within their own part.
 * Rows marked as outliers end no window.
 */
export function findEnds(
  rows: PanelRows,
  { x, width, isOutlier }: PanelInputs,
  y: Float32Array,
  { trainTo, testFrom }: PanelSplit,
  lookback: number,
): PanelEnds {
  const parts = { train: createList(), valid: createList(), test: createList() };
  for (let s = 0; s < rows.start.length - 1; s++) {
    let whole = 0;
    for (let row = rows.start[s]; row < rows.start[s + 1]; row++) {
      whole = isWhole(x, row * width, width) ? whole + 1 : 0;
      if (whole < lookback || isOutlier[row] === 1) continue;
      const date = rows.date[row];
      if (date >= testFrom) parts.test.push(row);
      else if (!Number.isNaN(y[row]) && isTrained(rows, row, testFrom))
        parts[date < trainTo ? 'train' : 'valid'].push(row);
    }
  }
  return {
    train: parts.train.done(),
    valid: parts.valid.done(),
    test: parts.test.done(),
  };

  function createList() {
    let list = new Int32Array(1024);
    let length = 0;
    return {
      push: (row: number): void => {
        if (length === list.length) {
          const grown = new Int32Array(Math.min(2 * length, rowCount(rows)) + 1);
          grown.set(list);
          list = grown;
        }
        list[length++] = row;
      },
      done: (): Int32Array => list.slice(0, length),
    };
  }
}

function isWhole(x: Float32Array, at: number, width: number): boolean {
  for (let j = at; j < at + width; j++) if (!Number.isFinite(x[j])) return false;
  return true;
}

/** Samples whose windows are cut out when they are asked for, so that they never all lie in memory. */
export interface SampleStream {
  count: number;
  lookback: number;
  width: number;
  /** One label a sample. */
  y: Float32Array;
  /** Windows of these samples: indices × lookback × width. */
  read: (indices: Int32Array) => Float32Array;
}

/** Windows that end on the rows `ends` of `x` (rows × width), with one label each. */
export function streamWindows(
  x: Float32Array,
  ends: Int32Array,
  y: Float32Array,
  { lookback, width }: { lookback: number; width: number },
): SampleStream {
  assert(y.length === ends.length, 'one label a window');
  const size = lookback * width;
  return {
    count: ends.length,
    lookback,
    width,
    y,
    read: (indices) => {
      const windows = new Float32Array(indices.length * size);
      indices.forEach((index, i) => {
        const to = (ends[index] + 1) * width;
        windows.set(x.subarray(to - size, to), i * size);
      });
      return windows;
    },
  };
}
