/** What a setting asks of a prediction before anything is bought. */
export interface EntryCondition {
  setting: 'buyProbability' | 'requireBand' | 'minReturn' | 'minConfidence' | 'maxDistance';
  /** One a prediction that might have been bought; NaN where it is not known, which is not enough. */
  values: ArrayLike<number>;
  /** What the setting says. */
  limit: number;
  isMet: (value: number) => boolean;
  /** Which of the values comes nearest to the condition. */
  best: 'highest' | 'lowest';
  /** `scores`, with what may be done about it. */
  speaksOf: string;
  advice: string;
}

const four = (value: number): string => String(Number(value.toFixed(4)));

/** Notes of a run whose conditions let nothing through, and what would have to change; none where they let something. */
export function unmetEntries(count: number, conditions: readonly EntryCondition[]): string[] {
  if (count === 0 || conditions.length === 0) return [];
  const meets = (at: number): boolean => conditions.every(({ values, isMet }) => isMet(values[at]));
  for (let at = 0; at < count; at++) if (meets(at)) return [];
  const names = conditions.map(({ setting }) => setting).join(', ');
  return [
    `Nothing could be bought: none of ${count} predictions met ${names}${conditions.length > 1 ? ' together' : ''}.`,
    ...conditions.flatMap(describeUnmet),
  ];
}

function describeUnmet(condition: EntryCondition): string[] {
  const { setting, values, limit, isMet, best, speaksOf, advice } = condition;
  const known = Array.from(values).filter((value) => !Number.isNaN(value));
  if (known.some(isMet)) return [];
  if (known.length === 0) return [`Never met: ${setting}; no ${speaksOf} known.`];
  const reached = known.reduce((a, b) => (best === 'highest' ? Math.max(a, b) : Math.min(a, b)));
  return [
    `Never met: ${setting}; ${speaksOf} ${best} ${four(reached)}, asked for ${four(limit)}: ${advice}.`,
  ];
}

/** Of predictions that may be bought: what `minConfidence` and `maxDistance` ask of them, where they ask anything. */
export function doubtConditions(
  { minConfidence, maxDistance }: { minConfidence: number; maxDistance: number },
  confidence: ArrayLike<number>,
  distance: ArrayLike<number>,
): EntryCondition[] {
  const sure: EntryCondition = {
    ...{ setting: 'minConfidence', values: confidence, limit: minConfidence, best: 'highest' },
    ...{ speaksOf: 'confidence', advice: 'set it lower' },
    isMet: (value) => value >= minConfidence,
  };
  const near: EntryCondition = {
    ...{ setting: 'maxDistance', values: distance, limit: maxDistance, best: 'lowest' },
    ...{ speaksOf: 'distance', advice: 'set it higher' },
    isMet: (value) => value <= maxDistance,
  };
  return [...(minConfidence > 0 ? [sure] : []), ...(maxDistance < 1 ? [near] : [])];
}
