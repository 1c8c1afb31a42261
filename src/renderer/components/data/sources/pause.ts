/** Seconds from now until an ISO time; 0 when it has passed or there is none. */
export function secondsUntil(iso: string | null, nowMs: number): number {
  const until = iso === null ? NaN : Date.parse(iso);
  return Number.isNaN(until) ? 0 : Math.max(0, Math.ceil((until - nowMs) / 1000));
}

/** HH:MM of the local day. */
export function clockTime(iso: string | null): string {
  const date = new Date(iso ?? NaN);
  if (Number.isNaN(date.getTime())) return '';
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}
