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

/** Where pauses outlive the process, and are seen by others; milliseconds since 1970. */
export interface PauseBook {
  read: (provider: string) => number | null;
  write: (provider: string, until: number | null) => void;
}

export interface BreakerOptions {
  /** Milliseconds since 1970. */
  now: () => number;
  /** A pause began or ended. */
  changed: () => void;
  pauses?: PauseBook | undefined;
}

/** Which providers are left alone, and until when. */
export function createBreaker({ now, changed, pauses }: BreakerOptions): Breaker {
  const book = pauses ?? createMemoryBook();
  const timers = new Map<string, NodeJS.Timeout>();
  const release = (provider: string): void => {
    clearTimeout(timers.get(provider));
    timers.delete(provider);
    if (book.read(provider) === null) return;
    book.write(provider, null);
    changed();
  };
  const endOf = (provider: string): number | null => {
    const until = book.read(provider);
    return until === null || until <= now() ? null : until;
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
      clearTimeout(timers.get(provider));
      book.write(provider, now() + pauseMs);
      const timer = setTimeout(() => release(provider), pauseMs);
      timer.unref();
      timers.set(provider, timer);
      changed();
    },
    pausedUntil: (provider) => {
      const until = endOf(provider);
      return until === null ? null : new Date(until).toISOString();
    },
    release,
  };
}

function createMemoryBook(): PauseBook {
  const ends = new Map<string, number>();
  return {
    read: (provider) => ends.get(provider) ?? null,
    write: (provider, until) => {
      if (until === null) ends.delete(provider);
      else ends.set(provider, until);
    },
  };
}
