import type { Store } from '#main/store/store.ts';
import { AppError } from '#shared/errors.ts';
import type { RunConfig } from '#shared/runs.ts';
import type { SearchRef } from '#shared/searchRef.ts';

const findSearch = (store: Store, ref: SearchRef) =>
  store.searches.list().find(({ search }) => search === ref?.search);

/**
 * Date of the last bar that was seen by the search from which a run has its settings, or by those that the
 * search had its own from; null where one of them is not stored.
 */
export function searchedTo(store: Store, ref: SearchRef): string | null {
  const found = findSearch(store, ref);
  if (found === undefined) return null;
  const { to } = found.plan.span;
  const { search: base } = found.request.config;
  if (base === null) return to;
  const before = searchedTo(store, base);
  return before === null || before > to ? before : to;
}

/** Throws INVALID_INPUT where the settings of a run are said to come from a search that tried another kind of run. */
export function assertSearched(store: Store, config: RunConfig): void {
  const found = findSearch(store, config.search);
  if (found) assertSameKind(found.search, found.request.config, config);
}

type Kind = Pick<RunConfig, 'preset' | 'model'>;

/** Throws INVALID_INPUT where a search tried another preset or model: its settings say nothing about this one. */
export function assertSameKind(search: string, searched: Kind, wanted: Kind): void {
  if (searched.preset === wanted.preset && searched.model === wanted.model) return;
  throw new AppError(
    'INVALID_INPUT',
    `${search} is of another preset or model: it fits ${searched.preset} with model ${searched.model}`,
    { search },
  );
}
