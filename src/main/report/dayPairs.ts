import { assert } from '#main/lib/assert.ts';
import type { ScoredPanel } from './selectionInput.ts';

/** Scores and outcomes of the symbols that have both on one date. */
export interface DayPairs {
  scores: number[];
  outcomes: number[];
}

/** The pairs of each date of the panel. */
export function listPairs({ dates, symbols, values, outcomes }: ScoredPanel): DayPairs[] {
  const width = symbols.length;
  assert(values.length === dates.length * width, 'one score a date and symbol');
  assert(outcomes.length === values.length, 'one outcome a score');
  return Array.from(dates, (_, row) => {
    const pairs: DayPairs = { scores: [], outcomes: [] };
    for (let at = row * width; at < (row + 1) * width; at++) {
      if (Number.isNaN(values[at]) || Number.isNaN(outcomes[at])) continue;
      pairs.scores.push(values[at]);
      pairs.outcomes.push(outcomes[at]);
    }
    return pairs;
  });
}
