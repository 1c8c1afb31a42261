import type { SelectionPreset, SelectionSettings } from '#shared/selectionSettings.ts';
import { rotation } from './rotation.ts';
import type { Scores } from './scores.ts';
import type { Strategy } from './strategy.ts';
import { topK } from './topK.ts';

/** The portfolio rule of a preset over any scores: the model's, ridge regression's or random ones. */
export function createSelectionStrategy(
  preset: SelectionPreset,
  settings: SelectionSettings,
  scores: Scores,
): Strategy {
  return preset === 'lstm-top30' ? topK(settings, scores) : rotation(settings, scores);
}
