import type { BarsView, Overlay } from '#shared/dataContract.ts';
import type { BarProbabilities } from './barProbabilities.ts';
import { indicatorKeys } from './indicatorKeys.ts';
import type { PaneName } from './klinePanes.ts';

/** Everything that the panes draw, one typed array a column; NaN = nothing to draw. */
export interface KlineColumns {
  bars: BarColumns;
  lines: Record<string, Float64Array>;
  /** Fold of each bar; null without a run. */
  folds: Float64Array | null;
}

function fill(length: number, valueAt: (index: number) => number): Float64Array {
  const column = new Float64Array(length);
  for (let i = 0; i < length; i++) column[i] = valueAt(i);
  return column;
}

const dense = (values: readonly (number | null)[]): Float64Array =>
  fill(values.length, (i) => values[i] ?? NaN);

/** A bar that closes where it opened counts as up when it did not fall against the day before. */
export function isUpBar(bars: BarsView, index: number): boolean {
  const open = bars.open[index] ?? 0;
  const close = bars.close[index] ?? 0;
  if (close !== open) return close > open;
  return close >= (bars.close[index - 1] ?? open);
}

export interface BarColumns {
  bar: Float64Array;
  open: Float64Array;
  close: Float64Array;
  low: Float64Array;
  high: Float64Array;
  volume: Float64Array;
  /** 1 on a rising bar. */
  isUp: Float64Array;
}

export function barColumns(bars: BarsView): BarColumns {
  const { length } = bars.dates;
  return {
    bar: fill(length, (i) => i),
    open: new Float64Array(bars.open),
    close: new Float64Array(bars.close),
    low: new Float64Array(bars.low),
    high: new Float64Array(bars.high),
    volume: new Float64Array(bars.volume),
    isUp: fill(length, (i) => (isUpBar(bars, i) ? 1 : 0)),
  };
}

/** Indicators by their keys, and the run's probabilities. */
export function lineColumns(
  bars: BarsView,
  probabilities: BarProbabilities | null,
): Record<string, Float64Array> {
  const lines = Object.entries(bars.indicators).map(
    ([key, values]) => [key, dense(values)] as const,
  );
  return {
    ...Object.fromEntries(lines),
    ...(probabilities && { probability: probabilities.probability }),
  };
}

/** The columns of one pane's data set. ECharts reads every column once for each axis: no more than needed. */
export function paneColumns(
  pane: PaneName,
  { bars, lines }: KlineColumns,
): Record<string, Float64Array> {
  const { bar, low, high, volume } = bars;
  const own = (overlay: Overlay): Record<string, Float64Array> =>
    Object.fromEntries(
      indicatorKeys(Object.keys(lines), overlay).flatMap((key) => {
        const line = lines[key];
        return line ? [[key, line]] : [];
      }),
    );
  if (pane === 'price') return { bar, low, high, ...own('ma'), ...own('boll') };
  if (pane === 'volume') return { bar, volume };
  if (pane === 'probability')
    return { bar, probability: lines['probability'] ?? new Float64Array() };
  return { bar, ...own(pane) };
}
