import { createFormatter } from '../text/format.ts';

/** Plain figures are written alike in every language. */
const format = createFormatter('en');
const asNumber = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** A value under the cursor, as in the tables; a dash where there is none. */
export const figure =
  (digits: number) =>
  (value: unknown): string =>
    format.number(asNumber(value), digits);

/** Digits with which a figure that may be tiny shows four that count. */
export const digitsOfError = (error: number | null): number =>
  error !== null && error > 0 ? Math.min(9, Math.max(4, 3 - Math.floor(Math.log10(error)))) : 4;

/** The same of a ratio, with its sign: 0.1234 → `+12.34%`. */
export const signedPercent =
  (digits = 2) =>
  (value: unknown): string =>
    format.percent(asNumber(value), { digits, isSigned: true });

/** 0.1234 → `12.34%`. */
export const percent =
  (digits = 2) =>
  (value: unknown): string =>
    format.percent(asNumber(value), { digits });

/** The label of a tick: a figure with no more digits than it has, or the name that stands there. */
export const tick = (value: number | string): string =>
  typeof value === 'number' ? format.shortest(value) : value;

/** A tick of ratios; ticks are round, so that few digits are left. */
export const percentTick = (ratio: number): string => `${format.shortest(ratio * 100, 2)}%`;
