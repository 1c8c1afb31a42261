import { z } from 'zod';
import { NETWORK_SOURCES } from './domain.ts';
import { symbolSchema } from './symbolSchema.ts';

export const symbols = z.array(symbolSchema).min(1, 'name at least one symbol').max(6000);
export const sources = z.array(z.enum(NETWORK_SOURCES)).min(1, 'name at least one source').max(4);
