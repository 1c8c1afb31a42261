import { AppError } from '#shared/errors.ts';

/** Failures in a row after which a provider counts as shut. */
export const MAX_FAILURES_IN_ROW = 3;

export interface Breaker {
  /** Throws SOURCE_RATE_LIMITED with `isPaused` and `until` (ISO time) while the provider is left alone. */
  check: (provider: string) => void;
  /** Leaves a provider alone from now on. */
  pause: (provider: string, pauseMs: number) => void;
  /** ISO time of the end of the pause; null when there is none. */
  pausedUntil: (provider: string) => string | null;
  release: (provider: string) => void;
}

export interface BreakerOptions {
  /** Milliseconds since 1970. */
  now: () => number;
  /** A pause began or ended. */
  changed: () => void;
}

/** Which providers are left alone, and until when. */
export function createBreaker({ now, changed }: BreakerOptions): Breaker {
  const pauses = new Map<string, { until: number; timer: NodeJS.Timeout }>();
  const release = (provider: string): void => {
    const pause = pauses.get(provider);
    if (!pause) return;
    clearTimeout(pause.timer);
    pauses.delete(provider);
    changed();
  };
  const endOf = (provider: string): number | null => {
    const until = pauses.get(provider)?.until;
    return until === undefined || until <= now() ? null : until;
  };
  return {
    check: (provider) => {
      const until = endOf(provider);
      if (until === null) return;
      const time = new Date(until).toISOString();
      throw new AppError(
        'SOURCE_RATE_LIMITED',
        `${provider} limits requests and is left alone until ${time}`,
        { upstream: provider, isPaused: true, until: time },
      );
    },
    pause: (provider, pauseMs) => {
      if (pauseMs <= 0 || endOf(provider) !== null) return;
      release(provider);
      const timer = setTimeout(() => release(provider), pauseMs);
      timer.unref();
      pauses.set(provider, { until: now() + pauseMs, timer });
      changed();
    },
    pausedUntil: (provider) => {
      const until = endOf(provider);
      return until === null ? null : new Date(until).toISOString();
    },
    release,
  };
}
