import type { BarsView } from '#shared/contract.ts';
import type { BarProbabilities } from './barProbabilities.ts';

/** Columns of the data set behind all panes, one typed array each; NaN = nothing to draw. */
export interface KlineColumns {
  bars: BarColumns;
  lines: Record<string, Float64Array>;
  /** Fold of each bar; null without a run. */
  folds: Float64Array | null;
}

const dense = (values: readonly (number | null)[]): Float64Array =>
  Float64Array.from(values, (value) => value ?? NaN);

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
  return {
    bar: Float64Array.from(bars.dates, (_, i) => i),
    open: Float64Array.from(bars.open),
    close: Float64Array.from(bars.close),
    low: Float64Array.from(bars.low),
    high: Float64Array.from(bars.high),
    volume: Float64Array.from(bars.volume),
    isUp: Float64Array.from(bars.dates, (_, i) => (isUpBar(bars, i) ? 1 : 0)),
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
