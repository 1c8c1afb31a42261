import { assert } from '#main/lib/assert.ts';
import type { DistanceGroup, DistanceQuality } from '#shared/confidence.ts';

const BOUND = 0.99;

/**
 * How many predictions were made on inputs farther out than 99% of the training windows, and how good they
 * were there and within.
 *
 * @param distance percentile among the training windows, one a prediction; NaN where it is not known
 * @param squaredError NaN while the outcome is unknown
 * @returns null where no distance is known
 */
export function distanceQuality(
  distance: ArrayLike<number>,
  squaredError: ArrayLike<number>,
): DistanceQuality | null {
  assert(distance.length === squaredError.length, 'one error a distance');
  const [inside, outside] = [createGroup(), createGroup()];
  for (let i = 0; i < distance.length; i++) {
    if (!Number.isNaN(distance[i])) (distance[i] > BOUND ? outside : inside).add(squaredError[i]);
  }
  const count = inside.all() + outside.all();
  if (count === 0) return null;
  return {
    bound: BOUND,
    count,
    outsideShare: outside.all() / count,
    inside: inside.done(),
    outside: outside.done(),
  };
}

function createGroup() {
  let [all, count, sum] = [0, 0, 0];
  return {
    add: (error: number): void => {
      all++;
      if (Number.isNaN(error)) return;
      count++;
      sum += error;
    },
    all: (): number => all,
    done: (): DistanceGroup => ({ count, error: count === 0 ? null : sum / count }),
  };
}
