import type { Quote } from '#main/download/source.ts';
import type { Store } from '#main/store/store.ts';
import type { HandlerContext } from '#shared/contract.ts';
import type { SpotSnapshot } from '#shared/dataContract.ts';
import { NETWORK_SOURCES } from '#shared/domain.ts';
import { AppError } from '#shared/errors.ts';
import { askInOrder } from './askInOrder.ts';
import type { DownloadDependencies } from './downloadJob.ts';
import { isSessionOpen } from './sessionClock.ts';

/** The last known prices of the watchlist, in its order; symbols never quoted have null prices. */
export function getSpot(store: Store, nowMs: number): SpotSnapshot {
  const watched = store.watchlist.list().map(({ symbol }) => symbol);
  const known = new Map(store.spots.read(watched).map((spot) => [spot.symbol, spot]));
  const newest = [...known.values()].sort((a, b) => a.readAt.localeCompare(b.readAt)).at(-1);
  return {
    quotes: watched.map((symbol) => {
      const spot = known.get(symbol);
      return {
        symbol,
        name: store.instruments.find(symbol)?.name ?? symbol,
        price: spot?.price ?? null,
        previousClose: spot?.prevClose ?? null,
        open: spot?.open ?? null,
        high: spot?.high ?? null,
        low: spot?.low ?? null,
        volume: spot?.volume ?? null,
        amount: spot?.amount ?? null,
      };
    }),
    source: NETWORK_SOURCES.find((name) => name === newest?.source) ?? null,
    receivedAt: newest?.readAt ?? null,
    isSession: isSessionOpen(store, nowMs),
  };
}

/** Asks for the prices of the watchlist. Throws as `askInOrder`; an empty list asks nobody. */
export async function refreshSpot(
  { store, desk, emit, now }: DownloadDependencies,
  { signal, report }: HandlerContext,
): Promise<SpotSnapshot> {
  const symbols = store.watchlist.list().map(({ symbol }) => symbol);
  if (symbols.length === 0) return getSpot(store, now());
  report({ step: 'spot', done: 0, total: 1 });
  const { source, value: quotes } = await askInOrder(desk.open(), (each) => {
    if (each.readSpot) return each.readSpot(symbols, signal);
    throw new AppError('INVALID_INPUT', `${each.name} serves no quotes`);
  });
  const readAt = new Date(now()).toISOString();
  store.spots.save(
    quotes.map(({ time, ...quote }: Quote) => ({ ...quote, source, readAt, quotedAt: time })),
  );
  emit({ type: 'event', name: 'spot.changed', payload: {} });
  report({ step: 'spot', done: 1, total: 1 });
  return getSpot(store, now());
}
