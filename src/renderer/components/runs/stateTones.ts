import type { RunState } from '#shared/runs.ts';

/** How the state of a run or a search is coloured; never like a price. */
export const STATE_TONES = {
  running: 'accent',
  done: 'quiet',
  failed: 'danger',
  cancelled: 'quiet',
  interrupted: 'warn',
} as const satisfies Record<RunState, 'accent' | 'quiet' | 'danger' | 'warn'>;
