import type { TimingConfig } from '#shared/run.ts';
import { doubtConditions, unmetEntries } from '../runs/unmetEntries.ts';
import type { EntryCondition } from '../runs/unmetEntries.ts';

interface Predicted {
  probability: ArrayLike<number>;
  /** Left out where none are known, as by runs from before there were any. */
  doubts?: Doubts;
}
type Doubts = Record<'lower' | 'confidence' | 'distance', ArrayLike<number>>;

/** What to change where no prediction of a run could have been bought. */
export function timingEntryNotes(
  { settings }: Pick<TimingConfig, 'settings'>,
  predictions: readonly Predicted[],
): string[] {
  const { buyProbability, requireBand } = settings;
  const column = (key: keyof Doubts): number[] =>
    predictions.flatMap(({ doubts }) => Array.from(doubts?.[key] ?? []));
  const probability = predictions.flatMap((one) => Array.from(one.probability));
  const isHigh = (value: number): boolean => value >= buyProbability;
  const likely: EntryCondition = {
    ...{ setting: 'buyProbability', values: probability, limit: buyProbability, best: 'highest' },
    ...{ speaksOf: 'probability', advice: 'set it lower', isMet: isHigh },
  };
  const banded: EntryCondition = {
    ...{ setting: 'requireBand', values: column('lower'), limit: buyProbability, best: 'highest' },
    ...{ speaksOf: 'lower end of the band', isMet: isHigh },
    advice: 'calibration=platt makes narrower bands, a lower buyProbability asks for less',
  };
  return unmetEntries(probability.length, [
    likely,
    ...(requireBand ? [banded] : []),
    ...doubtConditions(settings, column('confidence'), column('distance')),
  ]);
}
