import { lastPlaces } from '#main/signals/ties.ts';
import type { Scores } from '#main/signals/scores.ts';
import type { SelectionSettings } from '#shared/selectionSettings.ts';

/** Share of days from which on it is said that codes decided. */
const MATERIAL_TIES = 0.05;

/** Whether the choice hung on codes, since trees in particular give many shares the same score. */
export function tieNotes(
  bought: Scores,
  { holdCount }: Pick<SelectionSettings, 'holdCount'>,
): string[] {
  if (bought.areWeights) return [];
  const { dates, tied } = lastPlaces(bought, holdCount);
  if (tied <= MATERIAL_TIES * dates) return [];
  return [
    `Equal scores: on ${tied} of ${dates} days the last place was decided by the code among equal scores.`,
  ];
}
