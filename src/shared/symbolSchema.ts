import { z } from 'zod';

/** `600519.SH`, `00700.HK`, `AAPL.US`. */
export const symbolSchema = z
  .string()
  .regex(/^(\d{6}\.(SH|SZ|BJ)|\d{5}\.HK|[A-Z][A-Z0-9._-]{0,11}\.US)$/);
