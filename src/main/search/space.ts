import type { Random } from '#main/lib/random.ts';
import { assert } from '#main/lib/assert.ts';
import type { Dimension, SearchSpace } from '#shared/searchSpace.ts';
import type { Settings } from './types.ts';

/** Settings as numbers: ranges in [0, 1], equally far apart where they count alike; choices as indices. */
export type Point = Float64Array;

/** A space with its settings in a fixed order, so that nothing depends on how it was written. */
export interface Axes {
  names: readonly string[];
  dimensions: readonly Dimension[];
}

/** Its settings sorted by name. */
export function axesOf(space: SearchSpace): Axes {
  const entries = Object.entries(space).sort(([a], [b]) => (a < b ? -1 : 1));
  assert(entries.length > 0, 'a space has one setting at least');
  return {
    names: entries.map(([name]) => name),
    dimensions: entries.map(([, dimension]) => dimension),
  };
}

/** How many values a choice has; null for a range. */
export const choicesOf = (dimension: Dimension): number | null =>
  dimension.kind === 'choice' ? dimension.values.length : null;

/** A whole number stands for the unit around it, so that both ends come up as often as the others. */
function boundsOf(dimension: Exclude<Dimension, { kind: 'choice' }>): [number, number] {
  const margin = dimension.kind === 'integer' ? 0.5 : 0;
  const ends: [number, number] = [dimension.low - margin, dimension.high + margin];
  return dimension.isLog ? [Math.log(ends[0]), Math.log(ends[1])] : ends;
}

function encodeValue(dimension: Dimension, value: number | string): number {
  if (dimension.kind === 'choice') return dimension.values.indexOf(value);
  const [low, high] = boundsOf(dimension);
  const number = Number(value);
  return ((dimension.isLog ? Math.log(number) : number) - low) / (high - low);
}

function decodeValue(dimension: Dimension, at: number): number | string {
  if (dimension.kind === 'choice') return dimension.values[at];
  const [low, high] = boundsOf(dimension);
  const scaled = low + at * (high - low);
  const value = dimension.isLog ? Math.exp(scaled) : scaled;
  const whole = dimension.kind === 'integer' ? Math.round(value) : Number(value.toPrecision(4));
  return Math.min(dimension.high, Math.max(dimension.low, whole));
}

/** Settings as a point of the space; `decode` gives them back to four digits. */
export const encode = ({ names, dimensions }: Axes, settings: Settings): Point =>
  Float64Array.from(dimensions, (dimension, i) => encodeValue(dimension, settings[names[i]]));

/** Settings of a point; what lies outside a range is brought to its end. */
export const decode = ({ names, dimensions }: Axes, point: Point): Settings =>
  Object.fromEntries(
    dimensions.map((dimension, i) => [names[i], decodeValue(dimension, point[i])]),
  );

/** Whether every setting has a value of its dimension. */
export function isInside({ names, dimensions }: Axes, settings: Settings): boolean {
  return dimensions.every((dimension, i) => {
    const value = settings[names[i]];
    if (dimension.kind === 'choice') return dimension.values.includes(value);
    if (typeof value !== 'number') return false;
    const isWhole = dimension.kind === 'real' || Number.isInteger(value);
    return isWhole && value >= dimension.low && value <= dimension.high;
  });
}

/** Evenly over the whole space. */
export const drawPoint = ({ dimensions }: Axes, random: Random): Point =>
  Float64Array.from(dimensions, (dimension) => {
    const choices = choicesOf(dimension);
    return choices === null ? random.next() : random.below(choices);
  });
