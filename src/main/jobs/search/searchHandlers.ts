import type { ServedHandlers } from '#main/rpc/serve.ts';
import type { SearchOutputs } from '#shared/searchContract.ts';
import { listSearches, readSearch } from './searchRecord.ts';
import { resumeSearch, startSearch } from './searchRun.ts';
import type { RunDependencies } from '../runs/storedRun.ts';

/** Searches for settings; `announce` of the dependencies names a search that has changed. */
export function createSearchHandlers(
  dependencies: RunDependencies,
): Pick<ServedHandlers, keyof SearchOutputs> {
  const { store, announce } = dependencies;
  return {
    'search.start': async (request, call) => ({
      search: await startSearch(dependencies, request, call),
    }),
    'search.resume': async ({ search }, call) => ({
      search: await resumeSearch(dependencies, search, call),
    }),
    'searches.list': async () => Promise.resolve(listSearches(store)),
    'searches.get': async ({ search }) => Promise.resolve(readSearch(store, search)),
    'searches.delete': async ({ search }) => {
      const deleted = store.searches.remove(search);
      announce(search);
      return Promise.resolve({ deleted });
    },
  };
}
