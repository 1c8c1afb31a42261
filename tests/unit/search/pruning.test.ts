import { describe, expect, it } from 'vitest';
import { isHopeless, medianLimits, reachedAt, valueOf } from '#main/search/pruning.ts';

const WHOLE = [
  [0.9, 0.5, 0.7],
  [0.8, 0.6, 0.4],
];
const done = (losses: number[][]) => ({ losses, isPruned: false });
const pruned = (losses: number[][]) => ({ losses, isPruned: true });
/** One fold whose loss stays where it is. */
const flat = (loss: number, epochs = 6): number[][] => [new Array<number>(epochs).fill(loss)];

describe('a trial', () => {
  it('is worth the mean of the lowest loss of each fold', () => {
    expect(valueOf(WHOLE)).toBeCloseTo((0.5 + 0.4) / 2);
    expect(valueOf([])).toBeNull();
    expect(valueOf([[0.9], []])).toBeNull();
  });

  it('has reached at an epoch what it would be worth if it ended there', () => {
    expect(reachedAt(WHOLE, 0, 0)).toBe(0.9);
    expect(reachedAt(WHOLE, 0, 2)).toBe(0.5);
    expect(reachedAt(WHOLE, 1, 1)).toBeCloseTo((0.5 + 0.6) / 2);
    expect(reachedAt(WHOLE, 2, 0)).toBeNull();
  });

  it('stays where it was in a fold that stopped early', () => {
    expect(reachedAt(WHOLE, 0, 99)).toBe(0.5);
  });
});

describe('the median rule', () => {
  const five = [0.1, 0.2, 0.3, 0.4, 0.5].map((loss) => done(flat(loss)));

  it('gives nothing up before five trials have come as far, nor in the first epochs', () => {
    expect(medianLimits(five.slice(1), 1, 6).flat()).toEqual(new Array(6).fill(null));
    expect(medianLimits(five, 2, 6)[0].slice(0, 3)).toEqual([null, null, null]);
  });

  it('sets the limit at the median of those before, pruned ones as far as they came', () => {
    expect(medianLimits(five, 2, 6)[0].slice(3)).toEqual([0.3, 0.3, 0.3]);
    const more = [...five, pruned(flat(0.9, 4)), pruned(flat(0.9, 4))];
    expect(medianLimits(more, 2, 6)[0].slice(3)).toEqual([0.4, 0.3, 0.3]);
  });

  it('gives nothing up in the very last epoch, when there is nothing left to save', () => {
    expect(medianLimits(five, 1, 6)[0][5]).toBeNull();
  });

  it('gives up what is worse than the limit, and goes on with what equals it', () => {
    const limits = medianLimits(five, 2, 6);
    expect(isHopeless(flat(0.31, 4), limits)).toBe(true);
    expect(isHopeless(flat(0.3, 4), limits)).toBe(false);
    expect(isHopeless(flat(0.9, 3), limits)).toBe(false);
    expect(isHopeless([], limits)).toBe(false);
  });
});
