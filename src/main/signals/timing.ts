import type { TimingSettings } from '#shared/run.ts';
import type { Predictions, Strategy } from './strategy.ts';

/** t-timing's rule on probabilities. */
export function timing(_settings: TimingSettings, _predictions: readonly Predictions[]): Strategy {
  return { onClose: () => undefined };
}
