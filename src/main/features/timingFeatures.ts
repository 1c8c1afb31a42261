import type { BarColumns } from '#shared/domain.ts';
import type { Intermediates } from './indicators/intermediates.ts';
import type { FeatureTable } from './featureTable.ts';
import { TIMING_INDICATORS } from './registry.ts';

const BAR_COLUMNS = ['close', 'high', 'low', 'volume'] as const;

/** The 46 input columns of the timing preset, in order: 42 indicators, then close, high, low and volume. */
export const TIMING_FEATURES: readonly string[] = [
  ...TIMING_INDICATORS.flatMap((indicator) => indicator.outputs),
  ...BAR_COLUMNS,
];

/**
 * Feature block of the timing preset. Row i is known at the close of bar i.
 * Nothing is filled: rows before `findFirstUsable` (bar 251, the year's range) are the warm-up.
 *
 * @param bars prices on one scale throughout (adjusted), oldest first
 */
export function computeTimingFeatures(bars: BarColumns): FeatureTable {
  const shared: Intermediates = new Map();
  const columns = TIMING_INDICATORS.flatMap((indicator) => indicator.compute(bars, shared));
  for (const name of BAR_COLUMNS) columns.push(bars[name].slice());
  return { names: TIMING_FEATURES, length: bars.close.length, columns };
}
