import type { PauseBook } from '#main/download/manners/breaker.ts';
import type { Store } from '#main/store/store.ts';

/** Longer pauses than a setting can ask for come from a clock that was wrong. */
const LONGEST_MS = 24 * 3_600_000;

/**
 * Pauses as the database holds them, so that they outlive the process and the app and the command line
 * share them. What a full or busy disk does not take holds in this process.
 */
export function createPauseBook(store: Store, now: () => number): PauseBook {
  const held = new Map<string, number | null>();
  return {
    read: (provider) => {
      const until = held.get(provider) ?? readStored(store, provider);
      return until === null || until > now() + LONGEST_MS ? null : until;
    },
    write: (provider, until) => {
      held.delete(provider);
      try {
        store.pauses.write(provider, until);
      } catch {
        held.set(provider, until);
      }
    },
  };
}

function readStored(store: Store, provider: string): number | null {
  try {
    return store.pauses.read(provider);
  } catch {
    // The request's own error is the one to tell.
    return null;
  }
}
