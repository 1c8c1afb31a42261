/** Quantiles of the finite values, interpolated between neighbours as NumPy and pandas do; NaN without any. */
export function quantilesOf(values: Float64Array, shares: readonly number[]): number[] {
  const sorted = values.filter(Number.isFinite).sort();
  return shares.map((share) => {
    const at = share * (sorted.length - 1);
    const low = Math.floor(at);
    const high = Math.min(low + 1, sorted.length - 1);
    return sorted.length === 0 ? NaN : sorted[low] + (at - low) * (sorted[high] - sorted[low]);
  });
}
