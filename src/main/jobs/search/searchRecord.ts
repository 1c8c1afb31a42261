import { importanceOf } from '#main/search/importance.ts';
import type { StoredSearch } from '#main/store/searches.ts';
import type { Store } from '#main/store/store.ts';
import type { SearchRecord, SearchSummary, TrialRecord } from '#shared/searchContract.ts';
import { defaultSpace } from '#shared/searchSpace.ts';

/** The lowest value among the trials that were trained to the end; of equal ones the first. */
export function bestOf(trials: readonly TrialRecord[]): SearchSummary['best'] {
  let best: TrialRecord | null = null;
  for (const record of [...trials].sort((a, b) => a.trial - b.trial)) {
    if (record.state !== 'done' || record.value === null) continue;
    if (best?.value == null || record.value < best.value) best = record;
  }
  return best && { trial: best.trial, settings: best.settings, value: best.value };
}

const summaryOf = (stored: StoredSearch, trials: readonly TrialRecord[]): SearchSummary => ({
  search: stored.search,
  state: stored.state,
  createdAt: stored.createdAt,
  finishedAt: stored.finishedAt,
  config: stored.request.config,
  method: stored.request.method,
  seed: stored.request.seed,
  epochs: stored.request.epochs,
  trialsDone: trials.length,
  trialsTotal: stored.request.trials,
  best: bestOf(trials),
  error: stored.error,
});

/** Newest first. */
export function listSearches({ searches }: Store): SearchSummary[] {
  // A command line that was killed leaves a search behind while this process lives on.
  searches.markInterrupted();
  return searches.list().map((stored) => summaryOf(stored, searches.readTrials(stored.search)));
}

/** Everything known of a search; throws INVALID_INPUT for an unknown one. */
export function readSearch({ searches }: Store, search: string): SearchRecord {
  const stored = searches.get(search);
  const trials = searches.readTrials(search);
  const space = stored.request.space ?? defaultSpace(stored.request.config);
  return {
    ...summaryOf(stored, trials),
    parallel: stored.request.parallel,
    space,
    ...stored.plan,
    dataVersion: stored.dataVersion,
    backend: stored.backend,
    trials,
    importance: importanceOf(space, trials),
  };
}
