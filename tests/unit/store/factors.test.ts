import { describe, expect, it } from 'vitest';
import { factorOn, mergeFactors } from '#main/store/factors.ts';
import type { AdjustFactor } from '#shared/domain.ts';

const entries = (...pairs: [number, number][]): AdjustFactor[] =>
  pairs.map(([tradeDate, factor]) => ({ tradeDate, factor }));
const whole = { from: 19000101, to: 20991231, hasEarlierBars: false };

describe('mergeFactors', () => {
  it('takes a first set as it is, without entries that change nothing', () => {
    const given = entries([20180102, 1], [20190601, 1.5], [20190701, 1.5], [20200601, 2]);
    expect(mergeFactors([], given, whole)).toEqual(entries([20190601, 1.5], [20200601, 2]));
  });

  it('lets a new set replace the old one where nothing lies outside it', () => {
    const old = entries([20100601, 3], [20190601, 4]);
    const given = entries([20180102, 1], [20190601, 1.25]);
    expect(mergeFactors(old, given, whole)).toEqual(entries([20190601, 1.25]));
  });

  it('rescales a part that starts at 1 to what was in force before it', () => {
    const old = entries([20150601, 5], [20190601, 6]);
    const given = entries([20180102, 1], [20190601, 1.2], [20200601, 1.5]);
    const span = { from: 20180102, to: 20210101, hasEarlierBars: true };
    const merged = mergeFactors(old, given, span);
    expect(merged).toEqual(entries([20150601, 5], [20190601, 6], [20200601, 7.5]));
  });

  it('keeps the steps after the part that a new set speaks about', () => {
    const old = entries([20190601, 2], [20220601, 4]);
    const given = entries([20180102, 1], [20190601, 3]);
    const span = { from: 20180102, to: 20200101, hasEarlierBars: false };
    const merged = mergeFactors(old, given, span);
    expect(factorOn(merged, 20200101)).toBe(3);
    expect(factorOn(merged, 20220601) / factorOn(merged, 20220531)).toBe(2);
  });

  it('changes no stored value by rounding alone', () => {
    const old = entries([20150601, 5.1], [20190601, 5.1 * 1.0333]);
    const given = entries([20180102, 1], [20190601, 1.0333]);
    const span = { from: 20180102, to: 20210101, hasEarlierBars: true };
    expect(mergeFactors(old, given, span)).toEqual(old);
  });
});
