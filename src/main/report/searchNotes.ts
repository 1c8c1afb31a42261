import type { SearchRef } from '#shared/searchRef.ts';

/** What a search saw and what a run tests, as dates. */
export interface SearchSpans {
  /** Last bar of the search; null where it is not known any more. */
  searchedTo: string | null;
  testedFrom: string;
}

/**
 * What a reader must know of settings that were chosen: the best of many is partly the luckiest, and proves
 * nothing on days that it was chosen on.
 */
export function searchNotes(
  { search }: { search: SearchRef },
  { searchedTo, testedFrom }: SearchSpans,
): string[] {
  if (search === null) return [];
  const chosen = `Settings were chosen among ${search.trials} trials of ${search.search}`;
  if (searchedTo === null) {
    return [`${chosen}, which is not stored any more: it may have seen the days tested here.`];
  }
  if (searchedTo >= testedFrom) {
    return [
      `${chosen}, which saw bars up to ${searchedTo}: the days from ${testedFrom} to then are no test of them.`,
    ];
  }
  return [
    `${chosen}, on validation folds before the first test bar; the more trials, the more luck is in the best of them.`,
  ];
}
