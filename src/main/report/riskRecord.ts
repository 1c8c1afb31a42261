import { toIsoDate } from '#main/lib/dates.ts';
import type { TradeDate } from '#shared/domain.ts';
import type { RiskEvent, RiskRecord } from '#shared/confidence.ts';
import type { LimitedClose } from '#main/backtest/types.ts';
import type { AccountHistory } from './account.ts';

/**
 * The stretches of closes on which risk control held an account down: closes next to each other under a
 * limit for the same reason. Closes before the first prediction are left out while nothing is held: there was
 * nothing to hold down. Nothing of it decides anything.
 *
 * @param all oldest first
 * @param predictedFrom first date with a prediction
 */
export function riskRecord(
  all: readonly LimitedClose[],
  account: Pick<AccountHistory, 'dates' | 'equity' | 'positionValue'>,
  predictedFrom: TradeDate,
): RiskRecord {
  const { dates, positionValue } = account;
  const start = dates.findIndex((date, row) => date >= predictedFrom || positionValue[row] > 0);
  const counted = start < 0 ? dates.subarray(dates.length) : dates.subarray(start);
  const limits = all.filter(({ tradeDate }) => tradeDate >= counted[0]);
  const rowOf = new Map(Array.from(dates, (date, row) => [date, row]));
  const events: RiskEvent[] = [];
  for (let at = 0; at < limits.length;) {
    const first = rowOf.get(limits[at].tradeDate)!;
    let length = 1;
    while (
      limits[at + length]?.kind === limits[at].kind &&
      limits[at + length].tradeDate === dates[first + length]
    ) {
      length++;
    }
    events.push(toEvent(limits[at], account, first, length));
    at += length;
  }
  return { events, days: limits.length, closes: counted.length };
}

function toEvent(
  { kind, value, threshold, exposure: limit }: LimitedClose,
  { dates, equity, positionValue }: Pick<AccountHistory, 'dates' | 'equity' | 'positionValue'>,
  first: number,
  days: number,
): RiskEvent {
  const last = first + days - 1;
  const heldAt = (row: number): number => positionValue[row] / equity[row];
  let later = 0;
  for (let row = first + 1; row <= last; row++) later += heldAt(row);
  return {
    kind,
    from: toIsoDate(dates[first]),
    to: toIsoDate(dates[last]),
    days,
    isOpen: last === dates.length - 1,
    ...{ value, threshold, limit },
    exposure: heldAt(first),
    laterExposure: days === 1 ? null : later / (days - 1),
  };
}
