export const TASKS = ['timing', 'selection'] as const;

/** One run of a model on one task. */
export interface Row {
  task: (typeof TASKS)[number];
  model: string;
  seed: number;
  figures: Record<string, number | null>;
  /** Returns of the account by day of the predicted span, after costs. */
  daily: Record<string, number>;
  /** Those of holding: the share, or the universe in equal parts. */
  held: Record<string, number>;
}

export const isSameRow = (
  a: Pick<Row, 'task' | 'model' | 'seed'>,
  b: Pick<Row, 'task' | 'model' | 'seed'>,
): boolean => a.task === b.task && a.model === b.model && a.seed === b.seed;
