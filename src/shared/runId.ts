import { z } from 'zod';

export const runIdSchema = z
  .string()
  .regex(/^[a-z0-9-]{4,64}$/, 'not the name of a run; the list of runs tells it');
