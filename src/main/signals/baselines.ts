import type { TimingSettings } from '#shared/run.ts';
import type { Predictions, Strategy } from './strategy.ts';

/** Buys every symbol at the first opportunity, equal parts of `share` of equity, and holds. */
export function buyAndHold(_share = 1): Strategy {
  return { onClose: () => undefined };
}

/** Entries on days drawn from the predicted span, with t-timing's exits. */
export function randomEntries(_input: {
  settings: TimingSettings;
  predictions: readonly Predictions[];
  /** Entries of the run it is compared with, by symbol in the order of `predictions`. */
  entries: readonly number[];
  seed: number;
}): Strategy {
  return { onClose: () => undefined };
}
