import type { BarColumns } from '#shared/domain.ts';

/** Wilder's true range of bar i ≥ 1: its own span, or its reach from the close before, whichever is larger. */
export function trueRange({ high, low, close }: BarColumns, i: number): number {
  const before = close[i - 1];
  return Math.max(high[i] - low[i], Math.abs(high[i] - before), Math.abs(low[i] - before));
}
