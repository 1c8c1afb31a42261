import { z } from 'zod';

export const searchIdSchema = z
  .string()
  .regex(/^search-[a-z0-9-]{4,57}$/, 'not the name of a search; the list of searches tells it');

/** From which search a run has its settings, and among how many trials they were chosen. */
export const searchRefSchema = z
  .strictObject({ search: searchIdSchema, trials: z.number().int().positive() })
  .nullable()
  .default(null);
export type SearchRef = z.infer<typeof searchRefSchema>;
