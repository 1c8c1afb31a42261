import type { Formatter } from '#renderer/text/format.ts';
import type { ExplainedUnit } from '#shared/toolkitContract.ts';

export interface UnitFormat {
  /** A prediction. */
  value: (value: number) => string;
  /** By how much something moves it; of probabilities and weights in percentage points. */
  change: (value: number) => string;
}

const MOST_DIGITS = 6;

/** Digits with which the largest of the values shows two that count. */
function digitsFor(values: readonly number[], fewest: number): number {
  const most = Math.max(...values.map(Math.abs));
  if (!(most > 0)) return fewest;
  return Math.min(MOST_DIGITS, Math.max(fewest, 1 - Math.floor(Math.log10(most))));
}

/** How figures of one unit are written beside each other. */
export function unitFormat(
  unit: ExplainedUnit,
  format: Formatter,
  changes: readonly number[],
): UnitFormat {
  const isShare = unit === 'probability' || unit === 'weight';
  if (!isShare) {
    const digits = digitsFor(changes, 2);
    return {
      value: (value) => format.signed(value, Math.max(4, digits)),
      change: (value) => format.signed(value, digits),
    };
  }
  const points = changes.map((value) => value * 100);
  const digits = digitsFor(points, 2);
  return {
    value: (value) => format.percent(value, { digits: unit === 'weight' ? 2 : 1 }),
    change: (value) => format.signed(value * 100, digits),
  };
}
