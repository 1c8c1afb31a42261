import { describe, expect, it } from 'vitest';
import { createRandom } from '#main/lib/random.ts';
import {
  probabilityBand,
  probabilityBandNotes,
  probabilityDoubt,
  probabilityEnds,
} from '#main/report/probabilityBand.ts';

const Z90 = 1.6448536269514722;

describe('the doubt of a probability', () => {
  it('is its mean error on the side to which it errs, and 1.645 standard errors', () => {
    // Said 0.75 throughout, came true half the time: errors of 0.25 and −0.75.
    const said = [0.75, 0.75, 0.75, 0.75];
    const error = Z90 * Math.sqrt(1 / 3 / 4);
    const doubt = probabilityDoubt(said, [1, 0, 1, 0], 1);
    expect(doubt.below).toBeCloseTo(0.25 + error, 12);
    expect(doubt.above).toBeCloseTo(error, 12);
    const low = probabilityDoubt([0.25, 0.25, 0.25, 0.25], [1, 0, 1, 0], 1);
    expect(low.above).toBeCloseTo(doubt.below, 12);
  });

  it('grows where labels overlap, and never beyond 1', () => {
    const said = new Array<number>(90).fill(0.5);
    const label = said.map((_, i) => i % 2);
    const [alone, overlapping] = [1, 9].map((horizon) => probabilityDoubt(said, label, horizon));
    expect(overlapping.below).toBeCloseTo(3 * alone.below, 12);
    expect(probabilityDoubt([0.9], [0], 1)).toEqual({ below: 1, above: 1 });
    expect(probabilityDoubt([1, 1], [0, 0], 1).below).toBe(1);
  });
});

describe('the ends of a band around a probability', () => {
  const doubt = { below: 0.3, above: 0.1 };

  it('lie as far off as validation and the passes say together', () => {
    const ends = probabilityEnds({ probability: 0.6, doubt });
    expect(ends.lower).toBeCloseTo(0.3, 12);
    expect(ends.upper).toBeCloseTo(0.7, 12);
    const passed = probabilityEnds({ probability: 0.6, doubt, passMean: 0.5, spread: 0.1 });
    expect(passed.lower).toBeCloseTo(0.6 - Math.hypot(0.3, Z90 * 0.1), 12);
    expect(passed.upper).toBeCloseTo(0.6 + Math.hypot(0.1, Z90 * 0.1), 12);
  });

  it('carry the passes through the correction of the probability', () => {
    const calibrator = { kind: 'isotonic' as const, from: [0, 1], to: [0.4, 0.5] };
    const ends = probabilityEnds({
      ...{ probability: 0.45, doubt, passMean: 0.5, spread: 0.1, calibrator },
    });
    expect(0.45 - ends.lower).toBeCloseTo(Math.hypot(0.3, Z90 * 0.01), 12);
  });

  it('stay within 0 and 1', () => {
    expect(probabilityEnds({ probability: 0.2, doubt }).lower).toBe(0);
    expect(probabilityEnds({ probability: 0.95, doubt }).upper).toBe(1);
  });
});

describe('the band of all probabilities', () => {
  const random = createRandom(4);
  const count = 2000;
  const probability = Array.from({ length: count }, () => random.next());
  const honest = probability.map((said) => Number(random.next() < said));
  const bandOf = (label: number[], reach: number) =>
    probabilityBand({
      probability,
      label,
      lower: probability.map((said) => said - reach),
      upper: probability.map((said) => said + reach),
    });

  it('holds the shares that came true of honest probabilities', () => {
    expect(bandOf(honest, 0.1)).toMatchObject({ level: 0.9, count, coverage: 1 });
    expect(bandOf(honest, 0.1)?.meanWidth).toBeCloseTo(0.2, 12);
    expect(probabilityBandNotes(bandOf(honest, 0.1))).toEqual([]);
  });

  it('is said to be too narrow where they did not', () => {
    const turned = honest.map((label) => 1 - label);
    const band = bandOf(turned, 0.1);
    expect(band?.coverage).toBeLessThan(0.3);
    expect(probabilityBandNotes(band)).toEqual([expect.stringContaining('too narrow')]);
  });

  it('leaves out what is not known', () => {
    const column = { probability: [0.5, 0.5], upper: [1, NaN], label: [NaN, 1] };
    expect(probabilityBand({ ...column, lower: [0, NaN] })).toEqual({
      ...{ level: 0.9, meanWidth: 1, count: 0, coverage: null },
    });
    expect(probabilityBand({ ...column, lower: [NaN, NaN] })).toBeNull();
    expect(probabilityBandNotes(null)).toEqual([]);
  });
});
