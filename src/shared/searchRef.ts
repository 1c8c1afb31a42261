import { z } from 'zod';

export const searchIdSchema = z
  .string()
  .regex(/^search-[a-z0-9-]{4,57}$/, 'not the name of a search; the list of searches tells it');

/** From which search a run has its settings, and among how many trials they were chosen, those of earlier searches included. */
export const searchRefSchema = z
  .strictObject({ search: searchIdSchema, trials: z.number().int().positive() })
  .nullable()
  .default(null);
/** With the search itself the trials of those that its own settings came from count too. */
export const chosenFrom = ({ search, trialsDone, config }: Finished): NonNullable<SearchRef> => ({
  search,
  trials: trialsDone + (config.search?.trials ?? 0),
});

interface Finished {
  search: string;
  trialsDone: number;
  config: { search: SearchRef };
}

export type SearchRef = z.infer<typeof searchRefSchema>;
