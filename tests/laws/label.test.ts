import { describe, expect, it } from 'vitest';
import { forwardReturnLabel } from '#main/dataset/label.ts';
import { randomBars } from '#tests/fixtures/randomBars.ts';

describe.each([1, 3, 10])('label with a horizon of %i', (horizon) => {
  const { close } = randomBars(300, 31);
  const labels = forwardReturnLabel(close, horizon, 0.01);

  it('is 0 or 1 exactly where the close `horizon` bars later is known', () => {
    labels.forEach((label, t) => {
      if (t + horizon < close.length) expect([0, 1]).toContain(label);
      else expect(label).toBeNaN();
    });
  });

  it('is settled once the close `horizon` bars later is known', () => {
    for (const length of [0, 1, horizon, horizon + 1, 150, 299]) {
      const early = forwardReturnLabel(close.slice(0, length), horizon, 0.01);
      const settled = Math.max(0, length - horizon);
      expect([...early.subarray(0, settled)]).toEqual([...labels.subarray(0, settled)]);
      expect(early.subarray(settled).every(Number.isNaN)).toBe(true);
    }
  });

  it('reads nothing but the two closes it compares', () => {
    const bar = 120;
    const others = close.map((price, t) => (t === bar || t === bar + horizon ? price : 1 + t));
    expect(forwardReturnLabel(others, horizon, 0.01)[bar]).toBe(labels[bar]);
  });

  it('leaves its input alone', () => {
    const before = close.slice();
    forwardReturnLabel(close, horizon, 0.01);
    expect(close).toEqual(before);
  });
});
