import { dateContributions } from '#main/model/dates/dateContributions.ts';
import type { DateContributions } from '#main/model/dates/dateContributions.ts';
import { unpackDates } from '#main/model/dates/packedDates.ts';
import type { PackedDates } from '#main/model/dates/packedDates.ts';
import { loadDates } from '#main/model/dates/trainedDates.ts';
import { loadLearner } from '#main/model/learner.ts';

/** What a stored model said of one window, and why; `neighbours` by symbol of the date. */
export type ExplainedWindow = DateContributions;

/** What a worker is asked about stored models. */
export type ReviewTask =
  /** A window against another. */
  | { kind: 'explain'; weights: Uint8Array; window: Float32Array; origin: Float32Array }
  /** The same of one symbol of a date, for a model that reads whole dates. */
  | {
      kind: 'explainDate';
      weights: Uint8Array;
      date: PackedDates;
      slot: number;
      origin: Float32Array;
    }
  /** One number for each symbol of each date. */
  | { kind: 'predictDates'; weights: Uint8Array; dates: PackedDates };

export const isReviewTask = (task: { kind: string }): task is ReviewTask =>
  ['explain', 'explainDate', 'predictDates'].includes(task.kind);

/** Needs an opened backend; throws MODEL_MISMATCH for bytes that are no such model. */
export function review(task: ReviewTask): ExplainedWindow | Float32Array {
  if (task.kind === 'predictDates') return loadDates(task.weights).predict(unpackDates(task.dates));
  if (task.kind === 'explainDate') {
    const { weights, date, slot, origin } = task;
    return dateContributions(loadDates(weights), unpackDates(date), slot, origin);
  }
  const learner = loadLearner(task.weights);
  try {
    const { window, origin } = task;
    const attention = learner.attention(window);
    return { ...learner.contributions(window, origin), attention, neighbours: null };
  } finally {
    learner.dispose();
  }
}
