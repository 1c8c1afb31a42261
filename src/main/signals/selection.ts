import type { SelectionPreset, SelectionSettings } from '#shared/selectionSettings.ts';
import { holdWeights } from './holdWeights.ts';
import { controlled } from './riskControl.ts';
import { rotation } from './rotation.ts';
import type { Scores } from './scores.ts';
import type { Strategy } from './strategy.ts';
import { topK } from './topK.ts';

/** Whether a preset holds its best in fixed parts, or rotates through the ranking. */
export const holdsBest = (preset: SelectionPreset): boolean =>
  preset !== 'lstm-select' && preset !== 'cnn-select';

function plainStrategy(
  preset: SelectionPreset,
  settings: SelectionSettings,
  scores: Scores,
): Strategy {
  if (scores.areWeights) return holdWeights(settings, scores);
  return holdsBest(preset) ? topK(settings, scores) : rotation(settings, scores);
}

/**
 * The portfolio rule of a preset over any scores: the model's, ridge regression's or random ones. Under
 * risk control where the settings ask for it.
 */
export function createSelectionStrategy(
  preset: SelectionPreset,
  settings: SelectionSettings,
  scores: Scores,
): Strategy {
  return controlled(plainStrategy(preset, settings, scores), settings);
}
