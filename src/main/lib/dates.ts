import { assert } from './assert.ts';

/** `20260105` → `2026-01-05`. */
export function toIsoDate(tradeDate: number): string {
  const text = String(tradeDate);
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
}

/** `2026-01-05` (a longer ISO time is cut) → `20260105`. Throws our own error on other text. */
export function fromIsoDate(text: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  assert(match, `not an ISO date: ${text}`);
  return Number(match[1]) * 10_000 + Number(match[2]) * 100 + Number(match[3]);
}

/** Whether the number names a real day of the Gregorian calendar. */
export function isTradeDate(value: number): boolean {
  const [year, month, day] = [
    Math.floor(value / 10_000),
    Math.floor(value / 100) % 100,
    value % 100,
  ];
  const date = new Date(Date.UTC(year, month - 1, day));
  return (
    Number.isInteger(value) &&
    year >= 1980 &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day
  );
}

/** Days since 1970-01-01, for differences between dates. */
export function toDayNumber(tradeDate: number): number {
  return (
    Date.UTC(
      Math.floor(tradeDate / 10_000),
      (Math.floor(tradeDate / 100) % 100) - 1,
      tradeDate % 100,
    ) / 86_400_000
  );
}

/** Inverse of `toDayNumber`. */
export function fromDayNumber(dayNumber: number): number {
  return fromIsoDate(new Date(dayNumber * 86_400_000).toISOString());
}
