/** Keeps count of what has to be freed by hand, scope by scope. */
export interface Scopes<T> {
  track: (item: T) => T;
  /** Out of the current scope without freeing it; false when it belongs to another. */
  forget: (item: T) => boolean;
  /** Frees what was tracked inside, but hands what is returned to the scope outside. */
  scope: (work: () => readonly T[]) => readonly T[];
  freeAll: () => void;
}

export function createScopes<T>(free: (item: T) => void): Scopes<T> {
  let current = new Set<T>();
  const freeCurrent = (): void => {
    for (const item of current) free(item);
    current.clear();
  };
  return {
    track: (item) => {
      current.add(item);
      return item;
    },
    forget: (item) => current.delete(item),
    scope: (work) => {
      const outer = current;
      current = new Set();
      try {
        const kept = work();
        for (const item of kept) if (current.delete(item)) outer.add(item);
        return kept;
      } finally {
        freeCurrent();
        current = outer;
      }
    },
    freeAll: freeCurrent,
  };
}
