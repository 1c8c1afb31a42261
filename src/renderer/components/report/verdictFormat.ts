import type { Formatter } from '#renderer/text/format.ts';
import type { VerdictFormat } from '#shared/verdict.ts';

/** The window's way of writing figures, as the verdict asks for them. */
export const toVerdictFormat = (format: Formatter): VerdictFormat => ({
  change: (ratio) => format.percent(ratio, { isSigned: true }),
  share: (ratio) => format.percent(ratio, { digits: 0 }),
  number: (value, digits) => format.number(value, digits),
});
