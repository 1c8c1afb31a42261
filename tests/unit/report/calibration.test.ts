import { describe, expect, it } from 'vitest';
import { createRandom } from '#main/lib/random.ts';
import { calibrationQuality } from '#main/report/calibration.ts';
import { calibrate, fitCalibrator } from '#main/report/calibrationFit.ts';
import { wilsonInterval } from '#main/report/interval.ts';
import { predictionQuality } from '#main/report/quality.ts';

/** Outcomes drawn with chance `truth(said)`. */
function draw(count: number, seed: number, truth: (said: number) => number) {
  const random = createRandom(seed);
  const probability = Float64Array.from({ length: count }, () => random.next());
  return { probability, label: probability.map((p) => Number(random.next() < truth(p))) };
}

describe('calibration of probabilities', () => {
  it('holds the reliability curve with its counts and intervals', () => {
    const { bins } = calibrationQuality([0.12, 0.14, 0.16, 0.96, 1, 0.5], [0, 1, 0, 1, 1, NaN]);
    expect(bins).toHaveLength(2);
    expect(bins[0]).toMatchObject({ from: 0.1, to: 0.2, count: 3 });
    expect(bins[0].meanProbability).toBeCloseTo(0.14, 12);
    expect(bins[0].positiveShare).toBeCloseTo(1 / 3, 12);
    expect(bins[1]).toMatchObject({ from: 0.9, to: 1, count: 2, positiveShare: 1 });
    expect(bins[1].low).toBeLessThan(1);
  });

  it('splits the Brier score into its parts, exactly where bins hold one probability', () => {
    const probability = [0.15, 0.15, 0.15, 0.15, 0.75, 0.75, 0.75, 0.75];
    const label = [0, 0, 0, 1, 1, 1, 0, 1];
    const { reliability, resolution, uncertainty } = calibrationQuality(probability, label);
    const brier = predictionQuality(probability, label).brier!;
    expect(reliability! - resolution! + uncertainty!).toBeCloseTo(brier, 12);
    expect(uncertainty).toBe(0.25);
    expect(resolution).toBeCloseTo(0.0625, 12);
  });

  it('is near 0 error for honest probabilities and far for boastful ones', () => {
    const honest = draw(20_000, 3, (p) => p);
    const boast = draw(20_000, 3, (p) => 0.5 + 0.2 * (p - 0.5));
    const errorOf = ({ probability, label }: ReturnType<typeof draw>) =>
      calibrationQuality(probability, label).expectedError!;
    expect(errorOf(honest)).toBeLessThan(0.015);
    expect(errorOf(boast)).toBeGreaterThan(0.15);
  });

  it('says nothing while no outcome is known', () => {
    expect(calibrationQuality([0.3], [NaN])).toEqual({
      bins: [],
      reliability: null,
      resolution: null,
      uncertainty: null,
      expectedError: null,
    });
  });
});

describe.each(['platt', 'isotonic'] as const)('correction by %s', (kind) => {
  const boastful = (p: number): number => 0.5 + 0.3 * (p - 0.5);
  const { probability, label } = draw(4000, 5, boastful);
  const calibrator = fitCalibrator(kind, probability, label);

  it('brings probabilities near to what they come to, on new outcomes', () => {
    const fresh = draw(20_000, 6, boastful);
    const corrected = fresh.probability.map((p) => calibrate(calibrator, p));
    const before = calibrationQuality(fresh.probability, fresh.label).expectedError!;
    const after = calibrationQuality(corrected, fresh.label).expectedError!;
    expect(before).toBeGreaterThan(0.1);
    expect(after).toBeLessThan(0.03);
  });

  it('never turns the order around, and stays within 0 and 1', () => {
    const grid = Array.from({ length: 101 }, (_, i) => calibrate(calibrator, i / 100));
    expect(grid.every((p, i) => i === 0 || p >= grid[i - 1])).toBe(true);
    expect(Math.min(...grid)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...grid)).toBeLessThanOrEqual(1);
  });

  it('learns nothing of one class, and nothing where it is off', () => {
    expect(fitCalibrator(kind, [0.2, 0.9], [1, 1])).toBeNull();
    expect(fitCalibrator('none', [0.2, 0.9], [0, 1])).toBeNull();
    expect(calibrate(null, 0.37)).toBe(0.37);
  });
});

describe('Platt scaling', () => {
  it('keeps honest probabilities about as they are', () => {
    const { probability, label } = draw(20_000, 8, (p) => p);
    const fitted = fitCalibrator('platt', probability, label);
    expect(fitted).toMatchObject({ kind: 'platt' });
    if (fitted?.kind !== 'platt') return;
    expect(fitted.slope).toBeCloseTo(1, 1);
    expect(fitted.shift).toBeCloseTo(0, 1);
  });

  it('stays finite where the classes part cleanly', () => {
    const fitted = fitCalibrator('platt', [0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1]);
    const [low, high] = [0.15, 0.85].map((p) => calibrate(fitted, p));
    expect(low).toBeGreaterThan(0);
    expect(high).toBeLessThan(1);
    expect(high).toBeGreaterThan(low);
  });
});

describe('isotonic regression', () => {
  it('pools what is out of order', () => {
    const fitted = fitCalibrator('isotonic', [0.1, 0.2, 0.3, 0.4], [0, 1, 0, 1]);
    expect(fitted).toEqual({ kind: 'isotonic', from: [0.1, 0.2, 0.3, 0.4], to: [0, 0.5, 0.5, 1] });
    expect(calibrate(fitted, 0.05)).toBe(0);
    expect(calibrate(fitted, 0.15)).toBeCloseTo(0.25, 12);
    expect(calibrate(fitted, 0.99)).toBe(1);
  });
});

describe('interval of a share', () => {
  it('is that of Wilson', () => {
    const { low, high } = wilsonInterval(8, 10);
    expect(low).toBeCloseTo(0.4902, 4);
    expect(high).toBeCloseTo(0.9433, 4);
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
    expect(wilsonInterval(0, 5).low).toBe(0);
  });
});
