import type { SelectionPreset, SelectionSettings } from '#shared/selectionSettings.ts';
import { createRandom } from '#main/lib/random.ts';
import type { Random } from '#main/lib/random.ts';
import { isBuyable, rankRow } from './ranking.ts';
import type { Scores } from './scores.ts';

/**
 * Chance in the place of scores, on the same days and symbols: what separates the two accounts is the
 * choice alone. The rotation turns over its money at a pace of its own, so there every score is drawn
 * anew each day. Where the best are held, the draw keeps its choice and replaces as many of it each
 * day as the real scores did.
 */
export function randomScores(
  preset: SelectionPreset,
  settings: Pick<SelectionSettings, 'holdCount' | 'holdDays'>,
  scores: Scores,
  seed: number,
): Scores {
  const random = createRandom(seed);
  return preset === 'lstm-top30'
    ? drawChoices(settings, scores, random)
    : { ...scores, values: scores.values.map((value) => (value === value ? random.next() : NaN)) };
}

/** Columns that may be bought on a row, best first. */
const buyableOf = (scores: Scores, row: number): number[] =>
  rankRow(scores, row).filter((column) => isBuyable(scores, row, column));

function takeAny(from: number[], random: Random): number {
  const at = random.below(from.length);
  const [taken] = from.splice(at, 1);
  return taken;
}

function drawChoices(
  { holdCount, holdDays }: Pick<SelectionSettings, 'holdCount' | 'holdDays'>,
  scores: Scores,
  random: Random,
): Scores {
  const values = scores.values.map((value) => (value === value ? 0 : NaN));
  const width = scores.symbols.length;
  let before = new Set<number>();
  let chosen = new Set<number>();
  for (let row = 0; row < scores.dates.length; row++) {
    if (row % holdDays === 0) {
      const buyable = buyableOf(scores, row);
      const best = new Set(buyable.slice(0, holdCount));
      const kept = [...best].filter((column) => before.has(column)).length;
      chosen = redraw(chosen, buyable, kept, best.size, random);
      before = best;
    }
    for (const column of chosen) {
      if (values[row * width + column] === 0) values[row * width + column] = 1;
    }
  }
  return { ...scores, values };
}

/** Keeps `kept` of the choice where it still may, and fills up to `size` with others. */
function redraw(
  chosen: ReadonlySet<number>,
  buyable: readonly number[],
  kept: number,
  size: number,
  random: Random,
): Set<number> {
  const old = buyable.filter((column) => chosen.has(column));
  const others = buyable.filter((column) => !chosen.has(column));
  const next = new Set<number>();
  while (next.size < kept && old.length > 0) next.add(takeAny(old, random));
  while (next.size < size && others.length > 0) next.add(takeAny(others, random));
  while (next.size < size) next.add(takeAny(old, random));
  return next;
}
