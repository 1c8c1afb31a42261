import { describe, expect, it } from 'vitest';
import { createRandom } from '#main/lib/random.ts';
import { predictionQuality } from '#main/report/quality.ts';
import { randomBaseline } from '#main/report/randomBaseline.ts';

describe('predictionQuality', () => {
  it('equals the share of correctly ordered pairs, ties counting half', () => {
    const random = createRandom(5);
    const probability = Array.from({ length: 60 }, () => Math.round(random.next() * 8) / 8);
    const label = probability.map((value) => (random.next() < value ? 1 : 0));
    let ordered = 0;
    let pairs = 0;
    label.forEach((own, i) => {
      label.forEach((other, j) => {
        if (own !== 1 || other !== 0) return;
        pairs++;
        ordered += (Math.sign(probability[i] - probability[j]) + 1) / 2;
      });
    });
    expect(predictionQuality(probability, label).auc).toBeCloseTo(ordered / pairs, 12);
  });

  it('is 1 for a perfect order, 0 for its reverse, one half for equal probabilities', () => {
    const label = [0, 0, 1, 1];
    expect(predictionQuality([0.1, 0.2, 0.3, 0.4], label).auc).toBe(1);
    expect(predictionQuality([0.4, 0.3, 0.2, 0.1], label).auc).toBe(0);
    expect(predictionQuality([0.5, 0.5, 0.5, 0.5], label).auc).toBe(0.5);
  });

  it('takes the mean squared error of probabilities as the Brier score', () => {
    const quality = predictionQuality([0.9, 0.2], [1, 0]);
    expect(quality).toMatchObject({ count: 2, positiveShare: 0.5, auc: 1 });
    expect(quality.brier).toBeCloseTo(0.025, 12);
  });

  it('leaves out predictions whose outcome is not known yet', () => {
    expect(predictionQuality([0.9, 0.2, 0.4], [1, 0, NaN]).count).toBe(2);
    expect(predictionQuality([0.9], [NaN])).toEqual({
      count: 0,
      positiveShare: null,
      auc: null,
      brier: null,
    });
  });

  it('has no AUC while only one class occurred', () => {
    expect(predictionQuality([0.9, 0.8], [1, 1]).auc).toBeNull();
  });
});

describe('randomBaseline', () => {
  it('places the strategy among the draws and gives their 5%, 50% and 95% quantiles', () => {
    const draws = Array.from({ length: 201 }, (_, i) => (i - 100) / 100);
    const baseline = randomBaseline(0.5, draws);
    expect(baseline).toMatchObject({ draws: 201, percentile: 150 / 201, medianReturn: 0 });
    expect(baseline.meanReturn).toBeCloseTo(0, 12);
    expect(baseline.lowReturn).toBeCloseTo(-0.9, 12);
    expect(baseline.highReturn).toBeCloseTo(0.9, 12);
  });

  it('does not count a draw that did exactly as well as beaten', () => {
    expect(randomBaseline(0, [0, 0, 0]).percentile).toBe(0);
  });
});
