import type { SelectionPreset, SelectionSettings } from '#shared/selectionSettings.ts';
import { controlled } from './riskControl.ts';
import { rotation } from './rotation.ts';
import type { Scores } from './scores.ts';
import type { Strategy } from './strategy.ts';
import { topK } from './topK.ts';

/**
 * The portfolio rule of a preset over any scores: the model's, ridge regression's or random ones. Under
 * risk control where the settings ask for it.
 */
export function createSelectionStrategy(
  preset: SelectionPreset,
  settings: SelectionSettings,
  scores: Scores,
): Strategy {
  const strategy = preset === 'lstm-top30' ? topK(settings, scores) : rotation(settings, scores);
  return controlled(strategy, settings);
}
