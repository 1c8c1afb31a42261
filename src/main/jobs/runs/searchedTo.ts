import type { Store } from '#main/store/store.ts';
import type { SearchRef } from '#shared/searchRef.ts';

/** Date of the last bar that the search saw from which a run has its settings; null where it is not stored. */
export const searchedTo = (store: Store, ref: SearchRef): string | null =>
  store.searches.list().find(({ search }) => search === ref?.search)?.plan.span.to ?? null;
