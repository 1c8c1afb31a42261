import type { Overlay } from '#shared/contract.ts';
import type { BarColumns } from '#shared/domain.ts';

/** Chart indicators by key; NaN while warming up. */
export function computeOverlays(
  bars: BarColumns,
  overlays: readonly Overlay[],
): Record<string, Float64Array> {
  void bars;
  void overlays;
  return {};
}
