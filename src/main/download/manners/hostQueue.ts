import { setTimeout as delay } from 'node:timers/promises';
import { AppError, throwIfCancelled } from '#shared/errors.ts';

export interface HostQueue {
  /**
   * Runs `ask` when it is this request's turn at `host`: one at a time, in the order of the calls, starts
   * at least `spacingMs` apart. Throws CANCELLED at once when the signal gives up, running or waiting.
   */
  run: <T>(
    host: string,
    spacingMs: number,
    signal: AbortSignal,
    ask: () => Promise<T>,
  ) => Promise<T>;
}

interface Lane {
  /** Resolves when the last request of the queue has ended. */
  last: Promise<void>;
  /** Clock of `performance.now`. */
  nextStart: number;
}

/** @param random in [0, 1): up to half of the spacing is added, so that requests do not tick like a machine's. */
export function createHostQueue(random: () => number = Math.random): HostQueue {
  const lanes = new Map<string, Lane>();
  const laneOf = (host: string): Lane => {
    const lane = lanes.get(host) ?? { last: Promise.resolve(), nextStart: 0 };
    lanes.set(host, lane);
    return lane;
  };
  return {
    run: async (host, spacingMs, signal, ask) => {
      throwIfCancelled(signal);
      const lane = laneOf(host);
      const before = lane.last;
      let leave = (): void => undefined;
      const mine = new Promise<void>((resolve) => (leave = resolve));
      // Who gives up while waiting must not let the next one overtake the request that runs.
      lane.last = Promise.all([before, mine]).then(() => undefined);
      try {
        await orCancelled(before, signal);
        const waitMs = lane.nextStart - performance.now();
        if (waitMs > 0) await delay(waitMs, undefined, { signal });
        lane.nextStart = performance.now() + spacingMs * (1 + random() / 2);
        return await ask();
      } finally {
        leave();
      }
    },
  };
}

function orCancelled(turn: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(new AppError('CANCELLED', 'cancelled'));
    signal.addEventListener('abort', giveUp, { once: true });
    void turn.then(() => {
      signal.removeEventListener('abort', giveUp);
      resolve();
    });
  });
}
