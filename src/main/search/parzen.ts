import type { Random } from '#main/lib/random.ts';
import { choicesOf, drawPoint } from './space.ts';
import type { Axes, Point } from './space.ts';

/** A density over a space. */
export interface Density {
  sample: (random: Random) => Point;
  logDensity: (point: Point) => number;
}

/**
 * Parzen estimator: one kernel for each point and one as wide as the space, all of the same weight. A
 * kernel is a product over the settings: a normal cut off at the ends of a range, a raised probability of
 * the point's own value of a choice. Widths follow Scott's rule, never below 1 / (points + 1).
 */
export function parzen(axes: Axes, points: readonly Point[]): Density {
  const { dimensions } = axes;
  const count = points.length;
  const scott = 0.2 * Math.max(count, 1) ** (-1 / (dimensions.length + 4));
  const width = Math.max(scott, 1 / (1 + Math.min(count, 99)));
  const choices = dimensions.map(choicesOf);
  const raised = 1 / (count + 1);

  const logKernel = (center: Point, point: Point): number =>
    choices.reduce<number>((sum, values, d) => {
      if (values === null) return sum + logCutNormal(point[d], center[d], width);
      const own = point[d] === center[d] ? 1 : 0;
      return sum + Math.log((own + raised / values) / (1 + raised));
    }, 0);
  const logFlat = choices.reduce<number>((sum, values) => sum - Math.log(values ?? 1), 0);

  return {
    sample: (random) => {
      const chosen = random.below(count + 1);
      if (chosen === count) return drawPoint(axes, random);
      const center = points[chosen];
      return Float64Array.from(choices, (values, d) => {
        if (values === null) return drawCutNormal(center[d], width, random);
        return random.next() < 1 / (1 + raised) ? center[d] : random.below(values);
      });
    },
    logDensity: (point) => {
      const terms = points.map((center) => logKernel(center, point));
      return logSum([...terms, logFlat]) - Math.log(count + 1);
    },
  };
}

/** Normal density on [0, 1], rescaled to what lies inside. */
function logCutNormal(x: number, mean: number, width: number): number {
  const z = (x - mean) / width;
  const inside = normalBelow((1 - mean) / width) - normalBelow(-mean / width);
  return -0.5 * z * z - Math.log(width * Math.sqrt(2 * Math.PI) * inside);
}

function drawCutNormal(mean: number, width: number, random: Random): number {
  for (;;) {
    const x = mean + width * random.normal();
    if (x >= 0 && x <= 1) return x;
  }
}

/** Φ(z) to 7 digits (Abramowitz & Stegun 26.2.17). */
function normalBelow(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const poly =
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)) * poly;
  return z > 0 ? 1 - tail : tail;
}

function logSum(terms: readonly number[]): number {
  const top = Math.max(...terms);
  return top + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - top), 0));
}
