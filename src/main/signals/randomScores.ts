import type { SelectionPreset, SelectionSettings } from '#shared/selectionSettings.ts';
import { createRandom, shuffle } from '#main/lib/random.ts';
import type { Random } from '#main/lib/random.ts';
import { isBuyable, rankRow } from './ranking.ts';
import type { Scores } from './scores.ts';
import { holdsBest } from './selection.ts';

/**
 * Chance in the place of scores, on the same days and symbols: what separates the two accounts is the
 * choice alone. The rotation turns over its money at a pace of its own, so there every score is drawn
 * anew each day. Where the best are held, the draw keeps its choice and replaces as many of it each
 * day as the real scores did. Weights go to other symbols, the same ones throughout, so that as much is
 * traded. Where conditions on entries leave less to buy than is `eligible`, chance is free to choose as many
 * of all those.
 */
export function randomScores(
  preset: SelectionPreset,
  settings: DrawSettings,
  scores: Scores,
  seed: number,
  eligible = scores,
): Scores {
  const random = createRandom(seed);
  const drawn = drawScores(preset, settings, scores, eligible, random);
  return eligible === scores ? drawn : asMany(drawn, scores, eligible);
}

function drawScores(
  preset: SelectionPreset,
  settings: DrawSettings,
  scores: Scores,
  eligible: Scores,
  random: Random,
): Scores {
  if (scores.areWeights) return swapColumns(scores, random);
  return holdsBest(preset)
    ? drawChoices(settings, scores, eligible, random)
    : { ...scores, values: scores.values.map((value) => (value === value ? random.next() : NaN)) };
}

/** Lets each date buy as many of its eligible symbols, the best drawn ones, as the real scores might. */
function asMany(drawn: Scores, scores: Scores, eligible: Scores): Scores {
  const width = scores.symbols.length;
  const mayBuy = new Uint8Array(scores.values.length);
  const among = { ...drawn, mayBuy: eligible.mayBuy };
  for (let row = 0; row < scores.dates.length; row++) {
    const count = buyableOf(scores, row).length;
    for (const column of buyableOf(among, row).slice(0, count)) mayBuy[row * width + column] = 1;
  }
  return { ...drawn, mayBuy };
}

type DrawSettings = Pick<SelectionSettings, 'holdCount' | 'holdDays'> &
  Partial<Pick<SelectionSettings, 'rebalance'>>;

/** Each symbol's weights given to another one; a symbol without a score has none, the others share it. */
function swapColumns(scores: Scores, random: Random): Scores {
  const width = scores.symbols.length;
  const other = Int32Array.from({ length: width }, (_, column) => column);
  shuffle(other, random);
  const values = scores.values.map((value, at) => {
    const column = at % width;
    const given = scores.values[at - column + other[column]];
    return Number.isNaN(value) ? NaN : given || 0;
  });
  return { ...scores, values };
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
  { holdCount, holdDays, rebalance }: DrawSettings,
  scores: Scores,
  eligible: Scores,
  random: Random,
): Scores {
  const values = scores.values.map((value) => (value === value ? 0 : NaN));
  const width = scores.symbols.length;
  const monthOf = (row: number): number => Math.floor(scores.dates[row] / 100);
  const isDue = (row: number): boolean =>
    rebalance === 'months' ? row === 0 || monthOf(row) !== monthOf(row - 1) : row % holdDays === 0;
  let before = new Set<number>();
  let chosen = new Set<number>();
  for (let row = 0; row < scores.dates.length; row++) {
    if (isDue(row)) {
      const buyable = buyableOf(scores, row);
      const best = new Set(buyable.slice(0, holdCount));
      const kept = [...best].filter((column) => before.has(column)).length;
      chosen = redraw(chosen, buyableOf(eligible, row), kept, best.size, random);
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
