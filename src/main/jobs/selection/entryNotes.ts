import { quantile } from '#main/report/moments.ts';
import { doubtsAt } from '#main/signals/entryConditions.ts';
import type { Doubts } from '#main/signals/entryConditions.ts';
import { lastPlaces } from '#main/signals/ties.ts';
import type { Scores } from '#main/signals/scores.ts';
import type { SelectionSettings } from '#shared/selectionSettings.ts';
import { doubtConditions, unmetEntries } from '../runs/unmetEntries.ts';
import type { EntryCondition } from '../runs/unmetEntries.ts';

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

/** Where the lower ends of the bands lay, and what to change where no score could have been bought. */
export function entryNotes(eligible: Scores, settings: SelectionSettings): string[] {
  const places = Array.from(eligible.values.keys()).filter(
    (at) => !Number.isNaN(eligible.values[at]) && (eligible.mayBuy?.[at] ?? 1) === 1,
  );
  const column = (key: keyof Doubts): Float64Array =>
    Float64Array.from(places, (at) => doubtsAt(eligible.doubts, at)[key]);
  const lowers = column('lower');
  const { requireBand, minReturn } = settings;
  const large: EntryCondition = {
    ...{ setting: 'minReturn', limit: minReturn, best: 'highest', advice: 'set it lower' },
    values: requireBand ? lowers : places.map((at) => eligible.values[at]),
    speaksOf: requireBand ? 'lower end of the band' : 'score',
    isMet: (value) => value > minReturn,
  };
  return [
    ...bandEnds(lowers),
    ...unmetEntries(places.length, [
      ...(requireBand || minReturn > -1 ? [large] : []),
      ...doubtConditions(settings, column('confidence'), column('distance')),
    ]),
  ];
}

function bandEnds(lowers: Float64Array): string[] {
  const known = lowers.filter((lower) => !Number.isNaN(lower));
  if (known.length === 0) return [];
  const [low, middle, high] = [0, 0.5, 1].map((share) => quantile(known, share)!.toFixed(4));
  return [
    `Lower ends of the band: ${low} to ${high}, half of them above ${middle}; with requireBand a minReturn of ${high} or more buys nothing.`,
  ];
}
