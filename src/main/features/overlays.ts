import type { Overlay } from '#shared/dataContract.ts';
import type { BarColumns } from '#shared/domain.ts';
import type { Intermediates } from './indicators/intermediates.ts';
import { OVERLAY_INDICATORS } from './registry.ts';

/**
 * Lines of the chosen chart overlays by key, as long as the bars; NaN while warming up.
 * Keys: ma → ma5 ma10 ma20 ma60 · boll → bollUpper bollMiddle bollLower · macd → macdDif macdDea macdHist ·
 * rsi → rsi6 rsi12 rsi24 · kdj → kdjK kdjD kdjJ. Bars may be days, weeks or months.
 */
export function computeOverlays(
  bars: BarColumns,
  overlays: readonly Overlay[],
): Record<string, Float64Array> {
  const lines: Record<string, Float64Array> = {};
  const shared: Intermediates = new Map();
  for (const indicator of overlays.flatMap((overlay) => OVERLAY_INDICATORS[overlay])) {
    const columns = indicator.compute(bars, shared);
    indicator.outputs.forEach((name, i) => (lines[name] = columns[i]));
  }
  return lines;
}
