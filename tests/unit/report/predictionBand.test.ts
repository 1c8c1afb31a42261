import { describe, expect, it } from 'vitest';
import { createRandom } from '#main/lib/random.ts';
import { bandNotes, predictionBand } from '#main/report/predictionBand.ts';

const random = createRandom(77);
const noise = (count: number, scale = 1): Float64Array =>
  Float64Array.from({ length: count }, () => scale * random.normal());

/** A test part whose labels are predictions and noise. */
const partOf = (errors: Float64Array) => {
  const predictions = noise(errors.length, 0.3);
  return { predictions, labels: predictions.map((value, i) => value + errors[i]) };
};

describe('the band of a run', () => {
  const residuals = noise(1500);

  it('holds nine outcomes in ten where they err as in validation, and needs no note', () => {
    const band = predictionBand({ residuals, ...partOf(noise(6000)) });
    expect(band).toMatchObject({ level: 0.9, count: 6000 });
    expect(band?.coverage).toBeGreaterThan(0.88);
    expect(band?.coverage).toBeLessThan(0.92);
    expect(band?.low).toBeLessThan(band?.coverage ?? 0);
    expect(band?.high).toBeGreaterThan(band?.coverage ?? 1);
    // Nine tenths of a normal lie within 1.645.
    expect(band?.meanWidth).toBeCloseTo(2 * 1.645, 0);
    expect(bandNotes(band)).toEqual([]);
  });

  it('is said not to cover where the test part is another market', () => {
    const shifted = predictionBand({ residuals, ...partOf(noise(2000).map((e) => e + 1.5)) });
    expect(bandNotes(shifted)).toEqual([expect.stringContaining('too narrow')]);
    const wild = predictionBand({ residuals, ...partOf(noise(2000, 3)) });
    expect(bandNotes(wild)).toEqual([expect.stringContaining('2000 outcomes')]);
    const still = predictionBand({ residuals, ...partOf(noise(2000, 0.2)) });
    expect(bandNotes(still)).toEqual([expect.stringContaining('too wide')]);
  });

  it('has a width that no test outcome has a part in', () => {
    const part = partOf(noise(400));
    const width = (labels: Float64Array) =>
      predictionBand({ residuals, ...part, labels })?.meanWidth;
    const known = width(part.labels);
    expect(width(part.labels.map((label) => 50 * label))).toBe(known);
    expect(width(part.labels.map(() => NaN))).toBe(known);
  });

  it('is wider by the spread of passes', () => {
    const part = partOf(noise(400));
    const plain = predictionBand({ residuals, ...part });
    const spread = part.predictions.map(() => 1);
    const wider = predictionBand({ residuals, ...part, spread });
    const half = (plain?.meanWidth ?? NaN) / 2;
    expect(wider?.meanWidth).toBeCloseTo(2 * Math.hypot(half, 1.6448536), 5);
    expect(wider?.coverage).toBeGreaterThan(plain?.coverage ?? 1);
  });

  it('leaves out windows of which the model says nothing, and outcomes that are not known yet', () => {
    const holes = Float64Array.of(...residuals, NaN, NaN);
    const [predictions, labels] = [
      [0, NaN, 0, 0],
      [0.1, 0.1, NaN, 90],
    ];
    const band = predictionBand({ residuals: holes, predictions, labels });
    expect(band).toMatchObject({ count: 2, coverage: 0.5 });
    const alone = predictionBand({ residuals, predictions: [0], labels: [NaN] });
    expect(alone).toMatchObject({ count: 0, coverage: null });
    expect(alone?.meanWidth).toBeCloseTo(band?.meanWidth ?? NaN, 12);
    expect(bandNotes(alone)).toEqual([]);
  });

  it('is none where too little was validated', () => {
    const part = partOf(noise(10));
    expect(predictionBand({ residuals: residuals.slice(0, 8), ...part })).toBeNull();
    expect(predictionBand({ residuals: residuals.slice(0, 9), ...part })).not.toBeNull();
    expect(bandNotes(null)).toEqual([]);
  });
});
