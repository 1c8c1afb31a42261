import { describe, expect, it } from 'vitest';
import { computeFeatureSet } from '#main/features/featureSets.ts';
import { findFirstUsable } from '#main/features/featureTable.ts';
import { computeTimingFeatures } from '#main/features/timingFeatures.ts';
import { randomBars } from '#tests/fixtures/randomBars.ts';

const bars = randomBars(400, 5);

describe('feature sets', () => {
  it('are the published block, the multi-period features, or one after the other', () => {
    const block = computeTimingFeatures(bars);
    expect(computeFeatureSet(bars, 'timing')).toEqual(block);
    const many = computeFeatureSet(bars, 'multiPeriod');
    expect(many.names).toHaveLength(21);
    expect(many.names).toContain('parkinson_volatility_50');
    const both = computeFeatureSet(bars, 'both');
    expect(both.names).toEqual([...block.names, ...many.names]);
    expect(both.columns.at(-1)).toEqual(many.columns.at(-1));
  });

  it('need 50 bars for the multi-period features', () => {
    expect(findFirstUsable(computeFeatureSet(bars, 'multiPeriod'))).toBe(50);
  });

  it('carry a value on where prices stand still', () => {
    const still = {
      ...bars,
      close: bars.close.map((price, i) => (i >= 100 && i < 120 ? bars.close[100] : price)),
    };
    const { names, columns } = computeFeatureSet(still, 'multiPeriod');
    const rsi = columns[names.indexOf('rsi_5')];
    expect(rsi[112]).toBe(rsi[104]);
    expect(columns.every((column) => column.slice(50).every(Number.isFinite))).toBe(true);
  });

  it('do not know later bars', () => {
    const length = 300;
    const cut = (column: Float64Array): Float64Array => column.slice(0, length);
    const { tradeDate, open, high, low, close, volume, amount } = bars;
    const shorter = {
      tradeDate: tradeDate.slice(0, length),
      ...{ open: cut(open), high: cut(high), low: cut(low), close: cut(close) },
      ...{ volume: cut(volume), amount: cut(amount) },
    };
    const part = computeFeatureSet(shorter, 'both');
    const whole = computeFeatureSet(bars, 'both');
    part.columns.forEach((column, i) => expect(whole.columns[i].slice(0, length)).toEqual(column));
  });
});
