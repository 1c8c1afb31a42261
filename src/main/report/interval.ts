/** Standard normal quantile of a two-sided 95% interval. */
const Z95 = 1.959963984540054;

/** Share of hits with its 95% interval (Wilson 1927), which holds for few trials and near 0 and 1 too. */
export function wilsonInterval(hits: number, count: number): { low: number; high: number } {
  if (count === 0) return { low: 0, high: 1 };
  const share = hits / count;
  const z2 = Z95 ** 2 / count;
  const centre = (share + z2 / 2) / (1 + z2);
  const reach = (Z95 * Math.sqrt((share * (1 - share)) / count + z2 / (4 * count))) / (1 + z2);
  return { low: Math.max(0, centre - reach), high: Math.min(1, centre + reach) };
}
