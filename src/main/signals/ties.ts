import { isBuyable, rankRow } from './ranking.ts';
import type { Scores } from './scores.ts';

export interface LastPlaces {
  /** Dates with more symbols to choose from than places. */
  dates: number;
  /** Of these: dates on which the last one chosen and the first one left out have the same score. */
  tied: number;
}

/** How often the last of the `holdCount` best is decided among equal scores, which keep the order of the codes. */
export function lastPlaces(scores: Scores, holdCount: number): LastPlaces {
  const width = scores.symbols.length;
  const count: LastPlaces = { dates: 0, tied: 0 };
  scores.dates.forEach((_, row) => {
    const buyable = rankRow(scores, row).filter((column) => isBuyable(scores, row, column));
    if (buyable.length <= holdCount) return;
    count.dates++;
    const [last, next] = [holdCount - 1, holdCount].map(
      (place) => scores.values[row * width + buyable[place]],
    );
    if (last === next) count.tied++;
  });
  return count;
}
