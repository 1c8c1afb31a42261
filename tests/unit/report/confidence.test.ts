import { describe, expect, it } from 'vitest';
import { createRandom } from '#main/lib/random.ts';
import { bandCoverage, combineBand, conformalBand, coverageNote } from '#main/report/confidence.ts';

const random = createRandom(21);
const normals = (count: number, scale = 1): Float64Array =>
  Float64Array.from({ length: count }, () => scale * random.normal());

describe('band', () => {
  it('covers what it promises of outcomes like those of validation', () => {
    const half = conformalBand(normals(2000), 0.9);
    const outcomes = normals(5000);
    const coverage = bandCoverage(
      outcomes.map(() => -half),
      outcomes.map(() => half),
      outcomes,
    );
    expect(coverage.share).toBeGreaterThan(0.88);
    expect(coverage.share).toBeLessThan(0.92);
    expect(coverageNote(coverage)).toBeNull();
  });

  it('is said to be too narrow or too wide where it is', () => {
    const outcomes = normals(1000);
    const at = (half: number) =>
      coverageNote(
        bandCoverage(
          outcomes.map(() => -half),
          outcomes.map(() => half),
          outcomes,
        ),
      );
    expect(at(0.5)).toContain('too narrow');
    expect(at(4)).toContain('too wide');
    expect(at(4)).toContain('1000 outcomes');
  });

  it('promises nothing of too few residuals', () => {
    expect(conformalBand([1, 2, 3], 0.9)).toBe(Infinity);
    expect(conformalBand([1, -2, 3, -4, 5, 6, 7, 8, 9], 0.9)).toBe(9);
  });

  it('leaves unknown outcomes out', () => {
    expect(bandCoverage([0, 0], [1, 1], [0.5, NaN])).toMatchObject({ count: 1, share: 1 });
    expect(coverageNote(bandCoverage([0], [1], [NaN]))).toBeNull();
  });

  it('grows with the spread of the passes', () => {
    const still = combineBand(0.3, 0.1, 0);
    expect([still.lower, still.upper]).toEqual([expect.closeTo(0.2, 12), expect.closeTo(0.4, 12)]);
    expect(still.confidence).toBe(1);
    const doubtful = combineBand(0.3, 0.1, 0.2);
    expect(doubtful.confidence).toBeCloseTo(1 / 1.04, 12);
    expect(doubtful.upper - 0.3).toBeCloseTo(Math.hypot(0.1, 1.6448536 * 0.2), 6);
    expect(0.3 - doubtful.lower).toBeCloseTo(doubtful.upper - 0.3, 12);
  });
});
