import type { BarColumns } from '#shared/domain.ts';
import type { FeatureTable } from './featureTable.ts';

/** Feature columns of the timing preset, in order. */
export const TIMING_FEATURES: readonly string[] = ['close', 'high', 'low', 'volume'];

export function computeTimingFeatures(bars: BarColumns): FeatureTable {
  const columns = [bars.close, bars.high, bars.low, bars.volume].map((column) => column.slice());
  return { names: TIMING_FEATURES, length: bars.close.length, columns };
}
