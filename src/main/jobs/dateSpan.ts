import { AppError } from '#shared/errors.ts';

/** Throws INVALID_INPUT where a span of ISO dates ends before it begins. */
export function assertSpan({ from, to }: { from: string; to: string }): void {
  if (from <= to) return;
  throw new AppError('INVALID_INPUT', `from ${from} lies after to ${to}: swap the two dates`, {
    from,
    to,
  });
}
