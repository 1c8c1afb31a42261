/** Simple returns between neighbouring days, one fewer than values; 0 once nothing is left to lose. */
export function dailyReturns(equity: ArrayLike<number>): Float64Array {
  const returns = new Float64Array(Math.max(0, equity.length - 1));
  for (let i = 0; i < returns.length; i++) {
    returns[i] = equity[i] > 0 ? equity[i + 1] / equity[i] - 1 : 0;
  }
  return returns;
}

/** equity / highest equity so far − 1, each ≤ 0. */
export function drawdownSeries(equity: ArrayLike<number>): Float64Array {
  const drawdown = new Float64Array(equity.length);
  let peak = -Infinity;
  for (let i = 0; i < equity.length; i++) {
    peak = Math.max(peak, equity[i]);
    drawdown[i] = peak > 0 ? equity[i] / peak - 1 : 0;
  }
  return drawdown;
}

/** The deepest value of a drawdown series; 0 when it never fell. */
export function deepest(drawdown: Float64Array): number {
  return drawdown.reduce((low, value) => Math.min(low, value), 0);
}

/** Most trading days in a row spent below an earlier peak; an episode still open at the end counts. */
export function longestUnderWater(drawdown: Float64Array): number {
  let longest = 0;
  let current = 0;
  for (const value of drawdown) {
    current = value < 0 ? current + 1 : 0;
    longest = Math.max(longest, current);
  }
  return longest;
}
