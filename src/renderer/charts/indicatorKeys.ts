import type { Overlay } from '#shared/dataContract.ts';

const PATTERNS: Record<Overlay, RegExp> = {
  ma: /^ma\d+$/,
  boll: /^boll/,
  macd: /^macd/,
  rsi: /^rsi/,
  kdj: /^kdj/,
};

/** Keys of one overlay among those that came with the bars, in the order in which they came. */
export function indicatorKeys(keys: readonly string[], overlay: Overlay): string[] {
  return keys.filter((key) => PATTERNS[overlay].test(key));
}

/** MACD's difference, drawn as columns instead of a line. */
export function isHistogram(key: string): boolean {
  return /^macd(hist|histogram|bar)$/i.test(key);
}

/** The name traders know: `ma5` → MA5, `bollUpper` → UPPER, `macdDif` → DIF, `kdjK` → K. */
export function indicatorLabel(key: string): string {
  if (isHistogram(key)) return 'MACD';
  return key.replace(/^(boll|macd|kdj)/, '').toUpperCase();
}
