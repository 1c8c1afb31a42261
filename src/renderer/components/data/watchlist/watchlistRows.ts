import type { SpotQuote, WatchlistEntry } from '#shared/dataContract.ts';

/** The list with one entry moved by so many places; at an end it stays. */
export function movedBy(
  entries: readonly WatchlistEntry[],
  index: number,
  by: number,
): WatchlistEntry[] {
  const to = index + by;
  const entry = entries[index];
  if (entry === undefined || to < 0 || to >= entries.length) return [...entries];
  const others = entries.filter((_, i) => i !== index);
  return [...others.slice(0, to), entry, ...others.slice(to)];
}

/** Change of a price since the previous close, 0.05 = 5%; null without both. */
export function changeOf(quote: SpotQuote | undefined): number | null {
  if (!quote || quote.price === null || !quote.previousClose) return null;
  return quote.price / quote.previousClose - 1;
}

/** Gain in yuan of the base shares over their cost; null without price or cost. */
export function unrealised(entry: WatchlistEntry, quote: SpotQuote | undefined): number | null {
  if (!quote || quote.price === null || entry.baseShares === 0 || entry.baseCost === 0) return null;
  return (quote.price - entry.baseCost) * entry.baseShares;
}

/** A typed number in its range; null when it is none. */
export function readNumber(
  text: string,
  { most, isWhole }: { most: number; isWhole: boolean },
): number | null {
  const value = text.trim() === '' ? 0 : Number(text.replaceAll(/[,，\s]/g, ''));
  if (!Number.isFinite(value) || value < 0 || value > most) return null;
  return isWhole && !Number.isInteger(value) ? null : value;
}
