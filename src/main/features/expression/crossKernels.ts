import { rankIn } from './order.ts';

/** A column over the whole panel: symbol after symbol, each `dates` long. */
export interface PanelShape {
  dates: number;
  symbols: number;
}

/** Rows of dates whose values a quantile over everything may see: `from` to `to` − 1. */
export interface DateSpan {
  from: number;
  to: number;
}

/** Writes the whole column `out` from the whole column `x`, NaN where `x` is. */
export type CrossKernel = (
  out: Float64Array,
  x: Float64Array,
  parameters: readonly number[],
  shape: PanelShape,
  fit: DateSpan,
) => void;

/** From the sorted values of a date to what each of them becomes. */
type DateRule = (sorted: Float64Array, parameters: readonly number[]) => (value: number) => number;

/** Goes through the dates. Missing and infinite values take no part and give NaN. */
const byDate =
  (rule: DateRule): CrossKernel =>
  (out, x, parameters, shape) => {
    eachDate(x, shape, (d, sorted) => {
      const compute = rule(sorted, parameters);
      for (let i = d; i < x.length; i += shape.dates) {
        out[i] = x[i] - x[i] === 0 ? compute(x[i]) : NaN;
      }
    });
  };

function eachDate(
  x: Float64Array,
  { dates, symbols }: PanelShape,
  visit: (date: number, sorted: Float64Array) => void,
): void {
  const buffer = new Float64Array(symbols);
  for (let d = 0; d < dates; d++) {
    let count = 0;
    for (let i = d; i < x.length; i += dates) {
      if (x[i] - x[i] === 0) buffer[count++] = x[i];
    }
    visit(d, buffer.subarray(0, count).sort());
  }
}

const rank = byDate((sorted) => (value) => rankIn(sorted, sorted.length, value));

/** A date on which all values are equal has no spread: 0 / 0. */
const zscore = byDate((sorted) => {
  const count = sorted.length;
  let mean = 0;
  for (let i = 0; i < count; i++) mean += sorted[i];
  mean /= count;
  let squares = 0;
  for (let i = 0; i < count; i++) squares += (sorted[i] - mean) ** 2;
  const isFlat = sorted[0] === sorted[count - 1];
  const spread = isFlat ? NaN : Math.sqrt(squares / (count - 1));
  return (value) => (value - mean) / spread;
});

const scale = byDate((sorted, [total]) => {
  let size = 0;
  for (let i = 0; i < sorted.length; i++) size += Math.abs(sorted[i]);
  return (value) => (value * total) / size;
});

/** The same for every symbol of the date, also for those without a value of their own. */
const crossQuantile: CrossKernel = (out, x, [fraction], shape) => {
  eachDate(x, shape, (d, sorted) => {
    const value = quantileOf(sorted, fraction);
    for (let i = d; i < x.length; i += shape.dates) out[i] = value;
  });
};

/** Quantile of the span it is fitted on, on every bar of the panel. */
const allQuantile: CrossKernel = (out, x, [fraction], { dates, symbols }, fit) => {
  const buffer = new Float64Array(symbols * (fit.to - fit.from));
  let count = 0;
  for (let s = 0; s < symbols; s++) {
    for (let i = s * dates + fit.from; i < s * dates + fit.to; i++) {
      if (x[i] - x[i] === 0) buffer[count++] = x[i];
    }
  }
  out.fill(quantileOf(buffer.subarray(0, count).sort(), fraction));
};

function quantileOf(sorted: Float64Array, fraction: number): number {
  const at = fraction * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below] ?? NaN;
  const above = sorted[Math.min(below + 1, sorted.length - 1)];
  return low + (above - low) * (at - below);
}

/** What each function over the cross-section computes, by canonical name. */
export const CROSS_KERNELS: Readonly<Record<string, CrossKernel>> = {
  rank,
  zscore,
  scale,
  cross_quantile: crossQuantile,
  all_quantile: allQuantile,
};
