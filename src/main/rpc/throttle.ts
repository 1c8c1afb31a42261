/** Lets a value through at most once per interval and never loses the last one. */
export interface Throttle<T> {
  offer: (value: T) => void;
  /** Sends what is still held back, then stays silent for good. */
  close: () => void;
}

/**
 * The first value goes at once; later ones wait for the interval, each replacing the one before.
 * A blocked event loop delays only the timer: the next `offer` after the interval still sends.
 */
export function createThrottle<T>(send: (value: T) => void, intervalMs: number): Throttle<T> {
  let lastSent = -Infinity;
  let held: { value: T } | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isClosed = false;

  const release = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
    if (!held) return;
    const { value } = held;
    held = null;
    lastSent = performance.now();
    send(value);
  };

  return {
    offer: (value) => {
      if (isClosed) return;
      held = { value };
      const waitMs = lastSent + intervalMs - performance.now();
      if (waitMs <= 0) release();
      else timer ??= setTimeout(release, waitMs);
    },
    close: () => {
      if (isClosed) return;
      isClosed = true;
      release();
    },
  };
}
