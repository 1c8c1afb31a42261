import type { SearchRef } from '#shared/searchRef.ts';

/** What a reader must know of settings that were chosen: the best of many is partly the luckiest. */
export const searchNotes = ({ search }: { search: SearchRef }): string[] =>
  search === null
    ? []
    : [
        `Settings were chosen among ${search.trials} trials of ${search.search}, on validation folds before the first test bar; the more trials, the more luck is in the best of them.`,
      ];
