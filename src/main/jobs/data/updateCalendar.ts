import { fromIsoDate, toIsoDate } from '#main/lib/dates.ts';
import type { HandlerContext, Output, ParsedInput } from '#shared/contract.ts';
import type { Store } from '#main/store/store.ts';
import { AppError } from '#shared/errors.ts';
import { askInOrder } from './askInOrder.ts';
import type { DownloadDependencies } from './downloadJob.ts';

/** A calendar shorter than this was cut off: Shanghai and Shenzhen have met some 8,500 times. */
const LEAST_DAYS = 1000;

/** Replaces the stored trading days of the mainland. Throws as `askInOrder`. */
export async function updateCalendar(
  { store, desk }: DownloadDependencies,
  input: ParsedInput<'calendar.update'>,
  { signal, report }: HandlerContext,
): Promise<Output<'calendar.update'>> {
  report({ step: 'calendar', done: 0, total: 1 });
  const { source, value: days } = await askInOrder(desk.open(input.sources), async (each) => {
    if (!each.readCalendar) {
      throw new AppError('INVALID_INPUT', `${each.name} keeps no calendar`);
    }
    const found = await each.readCalendar(signal);
    if (found.length >= LEAST_DAYS) return found;
    throw new AppError('SOURCE_BAD_DATA', `${each.name}: a calendar of ${found.length} days`, {
      upstream: each.name,
      days: found.length,
    });
  });
  store.calendar.save('CN', days, source);
  report({ step: 'calendar', done: 1, total: 1 });
  return {
    days: days.length,
    from: toIsoDate(days[0]),
    to: toIsoDate(days[days.length - 1]),
  };
}

/** Stored trading days of the mainland in a span. */
export function getCalendar(
  store: Store,
  { from, to }: ParsedInput<'calendar.get'>,
): Output<'calendar.get'> {
  const facts = store.calendar.facts('CN');
  const days = store.calendar.read('CN', fromIsoDate(from), fromIsoDate(to));
  return {
    dates: Array.from(days, toIsoDate),
    source: facts?.source ?? null,
    updatedAt: facts?.updatedAt ?? null,
  };
}
