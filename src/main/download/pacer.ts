import { setTimeout as delay } from 'node:timers/promises';

/** Resolves when the next request to this host may go out. */
type Pacer = (host: string, signal: AbortSignal) => Promise<void>;

/** Free quote hosts shut out who asks fast: starts of requests to one host lie `spacingMs` apart. */
export function createPacer(spacingMs: number): Pacer {
  const next = new Map<string, number>();
  return async (host, signal) => {
    const now = performance.now();
    const start = Math.max(now, next.get(host) ?? 0);
    next.set(host, start + spacingMs);
    if (start > now) await delay(start - now, undefined, { signal });
  };
}
