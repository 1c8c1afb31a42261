import { describe, expect, it } from 'vitest';
import { createRateSchedule } from '#main/model/schedule.ts';
import golden from '#tests/fixtures/torch/plateau.json' with { type: 'json' };

const base = { plateauPatience: 2, plateauFactor: 0.5, stepEpochs: 3 };

describe('the learning rate', () => {
  it('falls on a plateau in the same epochs as with PyTorch', () => {
    const { patience, factor, learningRate, losses, rates } = golden;
    const options = { ...base, plateauPatience: patience, plateauFactor: factor };
    const schedule = createRateSchedule({ ...options, schedule: 'plateau' }, learningRate, 100);
    const ours = losses.map((loss) => {
      const rate = schedule.rate();
      schedule.after(loss);
      return rate;
    });
    expect(ours).toEqual(rates);
  });

  it.each([
    ['constant', [1, 1, 1, 1, 1, 1, 1, 1]],
    ['step', [1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25]],
    ['cosine', [0, 1, 2, 3, 4, 5, 6, 7].map((done) => (1 + Math.cos((Math.PI * done) / 8)) / 2)],
  ] as const)('follows the schedule %s', (schedule, rates) => {
    const made = createRateSchedule({ ...base, schedule }, 1, 8);
    const ours = rates.map(() => {
      const rate = made.rate();
      made.after(1);
      return rate;
    });
    ours.forEach((rate, epoch) => expect(rate).toBeCloseTo(rates[epoch], 12));
  });
});
