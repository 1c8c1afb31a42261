/** Maps a value of a domain to a coordinate. */
export type Scale = (value: number) => number;

/** Maps from … to onto start … end; everything to the middle where from = to. */
export const linearScale =
  (from: number, to: number, start: number, end: number): Scale =>
  (value) =>
    to === from ? (start + end) / 2 : start + ((value - from) / (to - from)) * (end - start);

/** Round values within low..high, about `wanted` of them, in steps of 1, 2 or 5 × a power of ten. */
export function niceTicks(low: number, high: number, wanted: number): number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

export const coordinate = (value: number): string => (Math.round(value * 10) / 10).toString();

/** `M x,y L x,y …` over pairs. */
export const linePath = (points: readonly (readonly [number, number])[]): string =>
  points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${coordinate(x)},${coordinate(y)}`).join('');
