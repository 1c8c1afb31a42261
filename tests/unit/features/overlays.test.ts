import { describe, expect, it } from 'vitest';
import { computeOverlays } from '#main/features/overlays.ts';
import { INDICATORS, OVERLAY_INDICATORS } from '#main/features/registry.ts';
import { OVERLAYS } from '#shared/dataContract.ts';
import { randomBars } from '#tests/fixtures/randomBars.ts';

const bars = randomBars(120, 3);

describe('overlays', () => {
  it('hold the lines of each chosen overlay and nothing else', () => {
    const keys = (overlay: (typeof OVERLAYS)[number]): string[] =>
      Object.keys(computeOverlays(bars, [overlay]));
    expect(keys('ma')).toEqual(['ma5', 'ma10', 'ma20', 'ma60']);
    expect(keys('boll')).toEqual(['bollUpper', 'bollMiddle', 'bollLower']);
    expect(keys('macd')).toEqual(['macdDif', 'macdDea', 'macdHist']);
    expect(keys('rsi')).toEqual(['rsi6', 'rsi12', 'rsi24']);
    expect(keys('kdj')).toEqual(['kdjK', 'kdjD', 'kdjJ']);
    expect(computeOverlays(bars, [])).toEqual({});
  });

  it('are registered, so that the indicator laws cover them', () => {
    const known = OVERLAYS.flatMap((overlay) => OVERLAY_INDICATORS[overlay]);
    expect(known.every((indicator) => INDICATORS.includes(indicator))).toBe(true);
  });

  it('keep the length of the bars, however few there are', () => {
    for (const length of [0, 1, 8]) {
      const lines = Object.values(computeOverlays(randomBars(length, 3), OVERLAYS));
      expect(lines.every((line) => line.length === length)).toBe(true);
    }
  });

  it('put the bands around the 20-bar mean', () => {
    const { ma20, bollUpper, bollMiddle, bollLower } = computeOverlays(bars, ['ma', 'boll']);
    expect(bollMiddle).toEqual(ma20);
    expect(bollUpper[119] + bollLower[119]).toBeCloseTo(2 * ma20[119], 10);
  });
});
