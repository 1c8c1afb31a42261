import { describe, expect, it } from 'vitest';
import { assertConfidence, doubtsOf } from '#main/jobs/timing/timingDoubts.ts';
import { timingConfigSchema } from '#shared/run.ts';
import { failureOf } from '#tests/fixtures/failureOf.ts';
import { quickConfig } from '#tests/fixtures/timingRun.ts';

const fold = {
  ...{ trainLosses: [], validLosses: [], probabilities: [0.6, 0.7], logistic: [0.4, 0.5] },
  ...{ doubt: { below: 0.2, above: 0.1 }, logisticDoubt: { below: 0.3, above: 0.3 } },
  ...{ passMeans: [0.6, 0.7], passSpreads: [0, 0.5], distances: [0.25, 1] },
};

describe('the doubts of stored folds', () => {
  it('are those of the model, its passes among them', () => {
    const { lower, upper, confidence, distance } = doubtsOf([fold], 'probabilities');
    expect(lower[0]).toBeCloseTo(0.4, 12);
    expect(upper[0]).toBeCloseTo(0.7, 12);
    expect(lower[1]).toBeLessThan(0.4);
    expect([...confidence]).toEqual([1, 0.8]);
    expect([...distance]).toEqual([0.25, 1]);
  });

  it('are, of the baseline, what validation says', () => {
    const { lower, confidence } = doubtsOf([fold], 'logistic');
    expect(lower[0]).toBeCloseTo(0.1, 12);
    expect([...confidence]).toEqual([1, 1]);
  });

  it('are unknown of folds from before they were kept', () => {
    const { trainLosses, validLosses, probabilities, logistic } = fold;
    const old = doubtsOf([{ trainLosses, validLosses, probabilities, logistic }], 'probabilities');
    expect([...old.lower, ...old.distance].every(Number.isNaN)).toBe(true);
  });
});

describe('a least confidence', () => {
  const settings = { minConfidence: 0.8 };

  it('is refused of a model without dropout, and without passes', () => {
    const failure = failureOf(() => assertConfidence(quickConfig(settings, 'bilstm')));
    expect(failure.code).toBe('INVALID_INPUT');
    expect(failure.message).toContain('take another model');
    for (const more of [{ passes: 0 }, { passes: 5, dropout: 0 }]) {
      const config = quickConfig({ ...settings, ...more }, 'transformer');
      expect(failureOf(() => assertConfidence(config)).message).toContain('set passes=50');
    }
  });

  it('takes 50 passes where nothing is said of them', () => {
    const config = quickConfig(settings, 'transformer');
    expect(config.settings.passes).toBe(50);
    expect(() => assertConfidence(config)).not.toThrow();
    expect(quickConfig({ requireBand: true }, 'tcn').settings.passes).toBe(50);
    expect(quickConfig({ requireBand: true, passes: 10 }, 'tcn').settings.passes).toBe(10);
    expect(quickConfig({ requireBand: true }, 'logistic').settings.passes).toBe(0);
    const { settings: plain } = timingConfigSchema.parse({
      ...{ preset: 't-timing', symbols: ['600519.SH'], from: '2018-01-02', to: '2020-12-31' },
    });
    expect(plain).toMatchObject({ passes: 0, requireBand: false, maxDistance: 1 });
  });
});
