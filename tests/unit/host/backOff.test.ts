import { describe, expect, it } from 'vitest';
import { createBackOff } from '#main/host/backOff.ts';

describe('createBackOff', () => {
  it('waits longer after each quick death and then gives up', () => {
    const { next } = createBackOff({ delaysMs: [1, 10], healthyMs: 1000 });
    expect([next(5), next(5), next(5)]).toEqual([1, 10, null]);
  });

  it('starts anew after a healthy life', () => {
    const { next } = createBackOff({ delaysMs: [1, 10], healthyMs: 1000 });
    expect([next(5), next(5), next(1000), next(5)]).toEqual([1, 10, 1, 10]);
  });
});
