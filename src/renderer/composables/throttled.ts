/** Calls at most once in `everyMs()` milliseconds: at once when it has rested, else when it has. */
export function throttled(action: () => void, everyMs: () => number): () => void {
  let last = -Infinity;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const fire = (): void => {
    timer = null;
    last = performance.now();
    action();
  };
  return () => {
    if (timer !== null) return;
    const waitMs = last + everyMs() - performance.now();
    if (waitMs <= 0) fire();
    else timer = setTimeout(fire, waitMs);
  };
}
