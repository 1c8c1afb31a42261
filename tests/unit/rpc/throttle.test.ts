import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createThrottle } from '#main/rpc/throttle.ts';

describe('createThrottle', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('sends the first value at once and the newest of the rest after the interval', () => {
    const sent: number[] = [];
    const throttle = createThrottle<number>((value) => sent.push(value), 100);
    for (const value of [1, 2, 3]) throttle.offer(value);
    expect(sent).toEqual([1]);
    vi.advanceTimersByTime(100);
    expect(sent).toEqual([1, 3]);
  });

  it('sends at most ten values a second', () => {
    const sent: number[] = [];
    const throttle = createThrottle<number>((value) => sent.push(value), 100);
    for (let ms = 0; ms < 1000; ms++) {
      throttle.offer(ms);
      vi.advanceTimersByTime(1);
    }
    expect(sent.length).toBeLessThanOrEqual(11);
    expect(sent.length).toBeGreaterThanOrEqual(10);
  });

  it('sends at the next offer when a blocked loop kept the timer from firing', () => {
    const sent: number[] = [];
    const throttle = createThrottle<number>((value) => sent.push(value), 100);
    throttle.offer(1);
    throttle.offer(2);
    const now = performance.now();
    vi.spyOn(performance, 'now').mockReturnValue(now + 500);
    throttle.offer(3);
    expect(sent).toEqual([1, 3]);
  });

  it('releases what it holds when it is closed, and nothing afterwards', () => {
    const sent: number[] = [];
    const throttle = createThrottle<number>((value) => sent.push(value), 100);
    throttle.offer(1);
    throttle.offer(2);
    throttle.close();
    throttle.offer(3);
    vi.advanceTimersByTime(1000);
    expect(sent).toEqual([1, 2]);
  });
});
