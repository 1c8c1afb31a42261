import { describe, expect, it } from 'vitest';
import { findFirstUsable } from '#main/features/featureTable.ts';
import { TIMING_INDICATORS } from '#main/features/registry.ts';
import { computeTimingFeatures, TIMING_FEATURES } from '#main/features/timingFeatures.ts';
import { readGoldenFeatures } from '#tests/fixtures/goldenFeatures.ts';
import { randomBars } from '#tests/fixtures/randomBars.ts';
import { describeWithShared } from '#tests/fixtures/shared.ts';

describe('timing features', () => {
  const bars = randomBars(400, 5);
  const table = computeTimingFeatures(bars);

  it('are 46 columns that end in the bar itself', () => {
    expect(TIMING_FEATURES.length).toBe(46);
    expect(TIMING_FEATURES.slice(-4)).toEqual(['close', 'high', 'low', 'volume']);
    expect(table.names).toEqual(TIMING_FEATURES);
    expect(table.columns.every((column) => column.length === 400)).toBe(true);
    expect(table.columns.slice(-4)).toEqual([bars.close, bars.high, bars.low, bars.volume]);
  });

  it('are usable from the end of the longest warm-up on', () => {
    const longest = Math.max(...TIMING_INDICATORS.map((indicator) => indicator.warmup));
    expect(findFirstUsable(table)).toBe(longest);
    expect(table.columns.every((column) => column.subarray(longest).every(Number.isFinite))).toBe(
      true,
    );
  });

  it('have no usable bar when the history is shorter than the warm-up', () => {
    expect(findFirstUsable(computeTimingFeatures(randomBars(251, 5)))).toBe(251);
    expect(findFirstUsable(computeTimingFeatures(randomBars(0, 5)))).toBe(0);
  });

  it('share no memory with the bars', () => {
    const { open, high, low, close, volume } = bars;
    const inputs = [open, high, low, close, volume].map((column) => column.buffer);
    expect(table.columns.some((column) => inputs.includes(column.buffer))).toBe(false);
  });
});

describeWithShared('timing features of the reference', () => {
  it('come in the same order', () => {
    const expected = readGoldenFeatures().names.filter((name) => name !== 'cum_return_future_3');
    expect(TIMING_FEATURES.slice(0, 42)).toEqual(expected);
  });

  it('are usable from bar 251 on', () => {
    expect(findFirstUsable(computeTimingFeatures(readGoldenFeatures().bars))).toBe(251);
  });
});
