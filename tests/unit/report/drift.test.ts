import { describe, expect, it } from 'vitest';
import { createRandom, deriveSeed } from '#main/lib/random.ts';
import { ratioRule, sumRule } from '#main/report/drift.ts';
import { listShifts, stabilityIndex } from '#main/report/driftOfInputs.ts';

/** Squared errors of a model whose predictions go with outcomes by `skill`; heavy tails, day after day. */
function errors(count: number, seed: number, skill = 0.5): Float64Array {
  const random = createRandom(seed);
  let shared = 0;
  return Float64Array.from({ length: count }, () => {
    shared = 0.6 * shared + 0.8 * random.normal();
    const signal = random.normal();
    const outcome = skill * signal + Math.sqrt(1 - 0.25) * shared;
    return (outcome - 0.5 * signal) ** 2;
  });
}

const firesOn = (seed: number, live: Float64Array): boolean =>
  sumRule(errors(500, deriveSeed(seed, 'baseline')), live, seed)?.alarm !== null;

describe('the sum of excess errors', () => {
  it('stays silent on 20 stationary paths', () => {
    const fired = Array.from({ length: 20 }, (_, seed) => seed).filter((seed) =>
      firesOn(seed, errors(250, deriveSeed(seed, 'live'))),
    );
    expect(fired).toEqual([]);
  });

  it('fires on a planted change of regime, after it and not before', () => {
    for (let seed = 0; seed < 10; seed++) {
      const before = errors(100, deriveSeed(seed, 'before'));
      // What was a good sign is a bad one now.
      const after = errors(100, deriveSeed(seed, 'after'), -1.5);
      const live = Float64Array.from([...before, ...after]);
      const { alarm } = sumRule(errors(500, deriveSeed(seed, 'baseline')), live, seed)!;
      expect(alarm).toBeGreaterThanOrEqual(100);
      expect(alarm).toBeLessThan(170);
    }
  });

  it('gives the same again from the same seed, and nothing of too little', () => {
    const [baseline, live] = [errors(100, 1), errors(50, 2)];
    expect(sumRule(baseline, live, 3)).toEqual(sumRule(baseline, live, 3));
    expect(sumRule(baseline.slice(0, 29), live, 3)).toBeNull();
    expect(sumRule(new Float64Array(100).fill(0.2), live, 3)).toBeNull();
    expect(sumRule(baseline, [], 3)).toBeNull();
  });
});

describe('the published rule', () => {
  const live = [...new Array<number>(6).fill(1), 2, 2, 2, 2, 2];

  it('holds the last five errors against one and a half times the baseline', () => {
    expect(ratioRule(live, 1)).toEqual({ recent: 2, ratio: 2, threshold: 1.5, isDrift: true });
    expect(ratioRule(live, 1.4).isDrift).toBe(false);
  });

  it('waits for more than ten records', () => {
    expect(ratioRule(live.slice(1), 1)).toMatchObject({ recent: null, isDrift: false });
  });
});

describe('stability of inputs', () => {
  const random = createRandom(4);
  const normals = (count: number, mean = 0): number[] =>
    Array.from({ length: count }, () => mean + random.normal());

  it('is small for the same population and large for another', () => {
    const train = normals(2000);
    expect(stabilityIndex(train, normals(500))).toBeLessThan(0.1);
    expect(stabilityIndex(train, normals(500, 1))).toBeGreaterThan(0.25);
  });

  it('takes two kinds of values as two bins', () => {
    const train = Array.from({ length: 100 }, (_, i) => i % 2);
    expect(stabilityIndex(train, train)).toBeCloseTo(0, 12);
    expect(stabilityIndex(train, new Array<number>(100).fill(1))).toBeGreaterThan(1);
  });

  it('lists columns, the most moved first, without those that have no values', () => {
    const [a, b] = [normals(500), normals(500)];
    const shifts = listShifts(['a', 'b', 'none'], [a, b, [NaN]], [a, normals(100, 2), [NaN]]);
    expect(shifts.map(({ feature }) => feature)).toEqual(['b', 'a']);
  });
});
