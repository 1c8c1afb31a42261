import type { Store } from '#main/store/store.ts';
import type { ParsedInput } from '#shared/contract.ts';
import type { WatchlistEntry } from '#shared/dataContract.ts';

/** In the user's order. */
export const getWatchlist = (store: Store): WatchlistEntry[] =>
  store.watchlist.list().map((watched) => ({
    ...watched,
    name: store.instruments.find(watched.symbol)?.name ?? watched.symbol,
  }));

/** Replaces the whole list; a symbol named twice keeps its first place. */
export function setWatchlist(
  store: Store,
  { entries }: ParsedInput<'watchlist.set'>,
): WatchlistEntry[] {
  const first = new Map<string, (typeof entries)[number]>();
  for (const entry of entries) if (!first.has(entry.symbol)) first.set(entry.symbol, entry);
  store.watchlist.replace([...first.values()]);
  return getWatchlist(store);
}
