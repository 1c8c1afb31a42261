import type { SelectionSettings } from '#shared/selectionSettings.ts';
import type { EntrySettings } from '#shared/toolkitSettings.ts';
import type { Scores } from './scores.ts';
import type { PredictionDoubts } from './strategy.ts';

/** What is thought of one prediction; NaN where it is not known. */
export type Doubts = Record<keyof PredictionDoubts, number>;

export const doubtsAt = (doubts: PredictionDoubts | undefined, at: number): Doubts => ({
  lower: doubts?.lower?.[at] ?? NaN,
  confidence: doubts?.confidence?.[at] ?? NaN,
  distance: doubts?.distance?.[at] ?? NaN,
});

/**
 * Whether a prediction is certain and near enough to open a position. What is not known (NaN) is not
 * enough, as soon as the settings ask for it.
 */
export function meetsConditions(
  { confidence, distance }: Pick<Doubts, 'confidence' | 'distance'>,
  { minConfidence, maxDistance }: Pick<EntrySettings, 'minConfidence' | 'maxDistance'>,
): boolean {
  if (minConfidence > 0 && !(confidence >= minConfidence)) return false;
  return maxDistance >= 1 || distance <= maxDistance;
}

export type ScoreConditions = EntrySettings & Pick<SelectionSettings, 'minReturn'>;

/** Whether the settings ask anything of a score before it is bought. */
const asksAnything = ({ requireBand, minConfidence, maxDistance, minReturn }: ScoreConditions) =>
  requireBand || minConfidence > 0 || maxDistance < 1 || minReturn > -1;

/**
 * Narrows what may be bought to scores that are large, certain and near enough; the same scores where the
 * settings ask nothing. All of it is known at the close of the score.
 */
export function limitEntries(scores: Scores, settings: ScoreConditions): Scores {
  if (!asksAnything(settings)) return scores;
  const { requireBand, minReturn } = settings;
  const mayBuy = Uint8Array.from(scores.values, (value, at) => {
    const doubts = doubtsAt(scores.doubts, at);
    const least = requireBand ? doubts.lower : value;
    const isEnough = (minReturn <= -1 && !requireBand) || least > minReturn;
    const isAllowed = (scores.mayBuy?.[at] ?? 1) === 1;
    return Number(isAllowed && isEnough && meetsConditions(doubts, settings));
  });
  return { ...scores, mayBuy };
}
