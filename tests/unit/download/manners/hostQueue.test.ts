import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createHostQueue } from '#main/download/manners/hostQueue.ts';
import { rejectionOf } from '#tests/fixtures/failureOf.ts';

const free = new AbortController().signal;

/** Notes begin and end of what it runs. */
function recorder() {
  const log: string[] = [];
  const ask =
    (name: string, holdMs = 5) =>
    async () => {
      log.push(`${name} begins`);
      await delay(holdMs);
      log.push(`${name} ends`);
      return name;
    };
  return { log, ask };
}

describe('the queue of a host', () => {
  it('lets one request at a time through, in the order of the calls', async () => {
    const { run } = createHostQueue();
    const { log, ask } = recorder();
    const all = [
      run('a', 0, free, ask('1')),
      run('a', 0, free, ask('2')),
      run('a', 0, free, ask('3')),
    ];
    expect(await Promise.all(all)).toEqual(['1', '2', '3']);
    expect(log).toEqual(['1 begins', '1 ends', '2 begins', '2 ends', '3 begins', '3 ends']);
  });

  it('holds no other host up', async () => {
    const { run } = createHostQueue();
    const { log, ask } = recorder();
    const slow = run('a', 0, free, ask('slow', 50));
    await run('b', 0, free, ask('quick', 1));
    expect(log).toEqual(['slow begins', 'quick begins', 'quick ends']);
    await slow;
  });

  it('keeps the starts at least the spacing apart, with the jitter on top', async () => {
    const { run } = createHostQueue(() => 1);
    const starts: number[] = [];
    const ask = () => {
      starts.push(performance.now());
      return Promise.resolve();
    };
    for (let i = 0; i < 3; i++) await run('a', 20, free, ask);
    // A timer may fire a fraction early; never by as much as the jitter of ten.
    expect(Math.min(starts[1] - starts[0], starts[2] - starts[1])).toBeGreaterThan(28);
  });

  it('goes on after a request that failed', async () => {
    const { run } = createHostQueue();
    const failing = run('a', 0, free, () => Promise.reject(new Error('no')));
    const next = run('a', 0, free, () => Promise.resolve('yes'));
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });

  it('lets go at once of who gives up while waiting, and lets nobody overtake', async () => {
    const { run } = createHostQueue();
    const { log, ask } = recorder();
    const controller = new AbortController();
    const first = run('a', 0, free, ask('1', 40));
    const second = run('a', 0, controller.signal, ask('2'));
    const third = run('a', 0, free, ask('3'));
    controller.abort();
    expect((await rejectionOf(second)).code).toBe('CANCELLED');
    expect(log).toEqual(['1 begins']);
    await Promise.all([first, third]);
    expect(log).toEqual(['1 begins', '1 ends', '3 begins', '3 ends']);
  });

  it('lets go of who gives up during the spacing', async () => {
    const { run } = createHostQueue();
    await run('a', 60_000, free, () => Promise.resolve());
    const controller = new AbortController();
    const waiting = run('a', 60_000, controller.signal, () => Promise.resolve());
    setTimeout(() => controller.abort(), 5);
    expect((await rejectionOf(waiting)).code).toBe('CANCELLED');
  });
});
