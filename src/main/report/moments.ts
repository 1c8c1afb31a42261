/** Arithmetic mean; NaN without values. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

/** Σ (x − mean)^power. */
function centralSum(values: ArrayLike<number>, power: number): number {
  const centre = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] - centre) ** power;
  return sum;
}

/** Sample standard deviation (n − 1); null for fewer than two values. */
export function sampleDeviation(values: ArrayLike<number>): number | null {
  if (values.length < 2) return null;
  return Math.sqrt(centralSum(values, 2) / (values.length - 1));
}

/**
 * Whether values differ by more than rounding can make them: equal numbers need not have a deviation
 * of exactly 0.
 */
export function isDispersed(
  deviation: number | null,
  values: ArrayLike<number>,
): deviation is number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]));
  return deviation !== null && deviation > 1e-14 * Math.max(1, largest);
}

/** Adjusted Fisher–Pearson skewness as pandas' `skew()`; null below three values or without dispersion. */
export function skewness(values: ArrayLike<number>): number | null {
  const n = values.length;
  const deviation = sampleDeviation(values);
  if (n < 3 || !isDispersed(deviation, values)) return null;
  return ((n / ((n - 1) * (n - 2))) * centralSum(values, 3)) / deviation ** 3;
}

/** Bias-corrected excess kurtosis as pandas' `kurt()`; null below four values or without dispersion. */
export function excessKurtosis(values: ArrayLike<number>): number | null {
  const n = values.length;
  const deviation = sampleDeviation(values);
  if (n < 4 || !isDispersed(deviation, values)) return null;
  const scale = (n * (n + 1)) / ((n - 1) * (n - 2) * (n - 3));
  const shift = (3 * (n - 1) ** 2) / ((n - 2) * (n - 3));
  return (scale * centralSum(values, 4)) / deviation ** 4 - shift;
}

/** Quantile with linear interpolation between order statistics, as `numpy.percentile`; null without values. */
export function quantile(values: ArrayLike<number>, share: number): number | null {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}
