import type { NetworkSource } from '#shared/domain.ts';

/** The order with one of its sources at another place; one that is not in it changes nothing. */
export function moved(
  order: readonly NetworkSource[],
  name: NetworkSource,
  to: number,
): NetworkSource[] {
  if (!order.includes(name)) return [...order];
  const others = order.filter((one) => one !== name);
  const place = Math.max(0, Math.min(others.length, to));
  return [...others.slice(0, place), name, ...others.slice(place)];
}

/** The order with a source added at its end or taken out; the last one stays. */
export function toggled(
  order: readonly NetworkSource[],
  name: NetworkSource,
  isUsed: boolean,
): NetworkSource[] {
  const others = order.filter((one) => one !== name);
  if (isUsed) return [...others, name];
  return others.length > 0 ? others : [...order];
}
