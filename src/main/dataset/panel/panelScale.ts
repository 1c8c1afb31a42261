import { isTrained } from './panelRows.ts';
import type { PanelRows } from './panelRows.ts';

/** Whose statistics scale a value: the column's, each symbol's or each date's. */
export type Standardise = 'column' | 'symbol' | 'date';

/** scaled = (x − mean) · inverse of the row's group; NaN for a group without statistics. */
export interface PanelScale {
  by: Standardise;
  /** By group: one entry, one for each symbol, or one for each date. */
  mean: Float64Array;
  /** 1 / population standard deviation; 0 where the values are constant. */
  inverse: Float64Array;
}

/** Rows that a symbol must have in the training part for statistics of its own. */
const FEWEST_ROWS = 20;
/** Spread, relative to the mean, below which values count as constant: rounding, not information. */
const CONSTANT_SPREAD = 1e-12;

/**
 * Mean and spread of the finite values of each group. A column's and a symbol's are those of rows dated
 * before `trainTo`; a date's are its own, which are known at its close. Rows of symbols outside the universe
 * count in none but the symbol's own.
 */
export function fitScale(
  values: Float64Array,
  rows: PanelRows,
  by: Standardise,
  trainTo: number,
): PanelScale {
  const groups = { column: 1, symbol: rows.start.length - 1, date: rows.dates }[by];
  const before = by === 'date' ? Infinity : trainTo;
  const count = new Float64Array(groups);
  const mean = new Float64Array(groups);
  const squares = new Float64Array(groups);
  const eachFitted = (visit: (group: number, value: number) => void): void =>
    eachRow(rows, by, (row, group) => {
      const isKnown = by === 'symbol' ? rows.date[row] < before : isTrained(rows, row, before);
      if (isKnown && Number.isFinite(values[row])) visit(group, values[row]);
    });
  eachFitted((group, value) => {
    count[group]++;
    mean[group] += value;
  });
  for (let g = 0; g < groups; g++) mean[g] /= count[g];
  eachFitted((group, value) => {
    squares[group] += (value - mean[group]) ** 2;
  });
  const fewest = { column: 1, symbol: FEWEST_ROWS, date: 2 }[by];
  const inverse = squares.map((sum, g) => {
    if (count[g] < fewest) return NaN;
    const spread = Math.sqrt(sum / count[g]);
    return spread > CONSTANT_SPREAD * Math.abs(mean[g]) ? 1 / spread : 0;
  });
  return { by, mean, inverse };
}

/** Scaled values; `limit` cuts them at ±limit, 0 leaves them. */
export function applyScale(
  scale: PanelScale,
  values: Float64Array,
  rows: PanelRows,
  limit = 0,
): Float64Array {
  const { mean, inverse, by } = scale;
  const scaled = new Float64Array(values.length);
  eachRow(rows, by, (row, group) => {
    const value = (values[row] - mean[group]) * inverse[group];
    scaled[row] = limit > 0 ? Math.min(limit, Math.max(-limit, value)) : value;
  });
  return scaled;
}

/** The value of symbol `s` on date `d` that scales to `scaled`. */
export function unscale({ by, mean, inverse }: PanelScale, scaled: number, s: number, d: number) {
  const group = { column: 0, symbol: s, date: d }[by];
  return inverse[group] === 0 ? mean[group] : scaled / inverse[group] + mean[group];
}

function eachRow(
  { start, date }: PanelRows,
  by: Standardise,
  visit: (row: number, group: number) => void,
): void {
  for (let s = 0; s < start.length - 1; s++) {
    for (let row = start[s]; row < start[s + 1]; row++) {
      visit(row, by === 'column' ? 0 : by === 'symbol' ? s : date[row]);
    }
  }
}
