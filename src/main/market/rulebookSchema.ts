import { z } from 'zod';
import { isTradeDate } from '#main/lib/dates.ts';

const boards = z.enum(['main', 'chinext', 'star', 'bse', 'etf']);
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const share = z.number().min(0).max(0.5);

/** Every row says from when it holds, for whom, where it comes from and whether two sources agree. */
const row = {
  from: z.number().refine(isTradeDate),
  boards: z.array(boards).min(1),
  /** Narrows the row to symbols that begin so; such a row goes before one without. */
  prefixes: z.array(z.string().regex(/^\d+$/)).optional(),
  source: z.string().min(1),
  verified: z.boolean(),
};

/** Percent are whole numbers, so that limits are exact; rates are ratios of the traded value. */
export const rulebookSchema = z.strictObject({
  version: z.literal(1),
  /** Trade dates before a purchase may be sold. */
  settlement: z.array(z.strictObject({ ...row, days: z.number().int().min(0).max(1) })),
  ticks: z.array(z.strictObject({ ...row, unitsPerYuan: z.number().int().positive() })),
  lots: z.array(
    z.strictObject({
      ...row,
      min: z.number().int().positive(),
      step: z.number().int().positive(),
    }),
  ),
  /** `st` left out: the row holds with or without ST. */
  priceLimits: z.array(
    z.strictObject({
      ...row,
      st: z.boolean().optional(),
      percent: z.number().int().min(1).max(99),
    }),
  ),
  /** On the first `days` trade dates of a listing; null = no limit on that side. */
  newListings: z.array(
    z.strictObject({
      ...row,
      days: z.number().int().positive(),
      up: z.number().int().positive().nullable(),
      down: z.number().int().min(1).max(99).nullable(),
    }),
  ),
  /** Sells only. */
  stampDuty: z.array(z.strictObject({ ...row, rate: share })),
  /** Both sides. */
  transferFee: z.array(z.strictObject({ ...row, rate: share })),
  /** By how long the shares were held. */
  dividendTax: z.array(
    z.strictObject({ ...row, upToMonth: share, upToYear: share, beyond: share }),
  ),
  /** Times of the exchange's own clock at which orders are taken: auctions and continuous trading. */
  sessions: z
    .array(
      z.strictObject({ ...row, parts: z.array(z.strictObject({ opens: time, closes: time })) }),
    )
    .min(1),
});
export type Rulebook = z.infer<typeof rulebookSchema>;
export type DatedRow = Pick<Rulebook['lots'][number], 'from' | 'boards' | 'prefixes'>;
