/** One value for each setting of a space. */
export type Settings = Record<string, number | string>;

/** A suggestion. */
export interface Trial {
  /** Counted from 1. */
  trial: number;
  settings: Settings;
}

/** What came of a trial. */
export interface Outcome {
  trial: number;
  /** To be made small; null where training diverged. */
  value: number | null;
  /** Given up early: `value` is what it had reached. */
  isPruned: boolean;
}
