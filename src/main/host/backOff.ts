/** How long to wait before each start, and when to give up. */
export interface BackOff {
  /** Milliseconds before the next start after a death at age `livedMs`; null = give up. */
  next: (livedMs: number) => number | null;
  reset: () => void;
}

export interface BackOffOptions {
  delaysMs?: readonly number[];
  /** An engine that lived at least this long was healthy: counting starts anew. */
  healthyMs?: number;
}

export function createBackOff(options: BackOffOptions = {}): BackOff {
  const { delaysMs = [100, 300, 1000, 3000], healthyMs = 20_000 } = options;
  let quickDeaths = 0;
  return {
    next: (livedMs) => {
      quickDeaths = livedMs >= healthyMs ? 0 : quickDeaths;
      return quickDeaths < delaysMs.length ? delaysMs[quickDeaths++] : null;
    },
    reset: () => {
      quickDeaths = 0;
    },
  };
}
