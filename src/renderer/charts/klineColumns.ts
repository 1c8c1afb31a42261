import type { BarsView } from '#shared/contract.ts';
import type { BarProbabilities } from './barProbabilities.ts';
import { isHistogram } from './indicatorKeys.ts';

/** Columns of the data set behind all panes, one typed array each; NaN = nothing to draw. */
export type KlineColumns = Record<string, Float64Array>;

const EMPTY = NaN;

/** Two columns out of one, so that each draws in one colour as a single shape. */
function split(
  values: ArrayLike<number>,
  isFirst: (index: number) => boolean,
): [Float64Array, Float64Array] {
  const first = new Float64Array(values.length).fill(EMPTY);
  const second = new Float64Array(values.length).fill(EMPTY);
  for (let i = 0; i < values.length; i++) (isFirst(i) ? first : second)[i] = values[i] ?? EMPTY;
  return [first, second];
}

const dense = (values: readonly (number | null)[]): Float64Array =>
  Float64Array.from(values, (value) => value ?? EMPTY);

/** A bar that closes where it opened counts as up when it did not fall against the day before. */
export function isUpBar(bars: BarsView, index: number): boolean {
  const open = bars.open[index] ?? 0;
  const close = bars.close[index] ?? 0;
  if (close !== open) return close > open;
  return close >= (bars.close[index - 1] ?? open);
}

export function klineColumns(bars: BarsView, probabilities: BarProbabilities | null): KlineColumns {
  const [volumeUp, volumeDown] = split(bars.volume, (i) => isUpBar(bars, i));
  const columns: KlineColumns = {
    bar: Float64Array.from(bars.dates, (_, i) => i),
    open: Float64Array.from(bars.open),
    close: Float64Array.from(bars.close),
    low: Float64Array.from(bars.low),
    high: Float64Array.from(bars.high),
    volumeUp,
    volumeDown,
  };
  for (const [key, values] of Object.entries(bars.indicators)) {
    const column = dense(values);
    if (!isHistogram(key)) columns[key] = column;
    else [columns['macdUp'], columns['macdDown']] = split(column, (i) => (column[i] ?? 0) >= 0);
  }
  if (probabilities) {
    columns['probability'] = probabilities.probability;
    columns['shade'] = probabilities.shade;
  }
  return columns;
}
