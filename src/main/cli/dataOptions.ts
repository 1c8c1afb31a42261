import { MINUTE_PERIODS, NETWORK_SOURCES } from '#shared/domain.ts';
import type { MinutePeriod, NetworkSource } from '#shared/domain.ts';
import { AppError } from '#shared/errors.ts';

const split = (text: string): string[] => text.split(/[\s,]+/).filter((part) => part !== '');

/** `tencent,sina` in this order; throws INVALID_INPUT on another word. */
export function toSources(text: string | undefined): NetworkSource[] | undefined {
  return text === undefined ? undefined : split(text).map(toSource);
}

function toSource(word: string): NetworkSource {
  const source = NETWORK_SOURCES.find((name) => name === word);
  if (source !== undefined) return source;
  throw new AppError('INVALID_INPUT', `--source ${word}: there are ${NETWORK_SOURCES.join(', ')}`);
}

/** `1,5` as periods; throws INVALID_INPUT on another number. */
export function toPeriods(text: string): MinutePeriod[] {
  return split(text).map((word) => {
    const period = MINUTE_PERIODS.find((minutes) => String(minutes) === word);
    if (period !== undefined) return period;
    const known = MINUTE_PERIODS.join(', ');
    throw new AppError('INVALID_INPUT', `${word} minutes: choose of ${known}`);
  });
}
