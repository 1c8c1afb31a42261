import { assert } from '#main/lib/assert.ts';
import { createRandom, deriveSeed } from '#main/lib/random.ts';
import type { Random } from '#main/lib/random.ts';
import type { SearchSpace } from '#shared/searchSpace.ts';
import { parzen } from './parzen.ts';
import { axesOf, decode, drawPoint, encode, isInside } from './space.ts';
import type { Axes, Point } from './space.ts';
import type { Outcome, Settings, Trial } from './types.ts';

export interface SearchOptions {
  space: SearchSpace;
  method: 'tpe' | 'random';
  seed: number;
  /** Tried first where it lies inside the space: what one would have used without a search. */
  first?: Settings;
}

/** Suggests settings whose outcome is to be small. */
export interface Search {
  /** The next trial; those asked for and not told yet count as bad ones, so that they are not repeated. */
  ask: () => Trial;
  tell: (outcome: Outcome) => void;
}

/** Outcomes before which settings are spread evenly. */
const STARTUP = 10;
/** Share of the outcomes that count as good. */
const GOOD_SHARE = 0.15;
const CANDIDATES = 48;
/** Draws after which a repetition is taken: the space may have no more values. */
const MAX_DRAWS = 100;

/**
 * Tree-structured Parzen estimator (Bergstra et al. 2011, with kernels over all settings at once as in
 * Falkner et al. 2018): of many draws from the density of the good trials, the one whose density among the
 * good is highest beside that among the others. Each trial has a random stream of its own, so that a
 * suggestion follows from the seed and from what was asked and told before, in that order, alone.
 */
export function createSearch({ space, method, seed, first }: SearchOptions): Search {
  const axes = axesOf(space);
  const asked: Point[] = [];
  const told = new Map<number, Outcome>();
  const known = new Set<string>();

  const draw = (trial: number, random: Random): Settings => {
    if (trial === 1 && first !== undefined && isInside(axes, first)) return first;
    if (method === 'random') return decode(axes, drawPoint(axes, random));
    if (told.size < STARTUP) return decode(axes, spread(axes, trial, seed));
    return decode(axes, suggest(axes, asked, told, random));
  };
  return {
    ask: () => {
      const trial = asked.length + 1;
      const random = createRandom(deriveSeed(seed, 'trial', trial));
      let settings = draw(trial, random);
      for (let i = 0; i < MAX_DRAWS && known.has(JSON.stringify(settings)); i++) {
        settings = decode(axes, drawPoint(axes, random));
      }
      known.add(JSON.stringify(settings));
      asked.push(encode(axes, settings));
      return { trial, settings };
    },
    tell: (outcome) => {
      assert(outcome.trial >= 1 && outcome.trial <= asked.length, 'a trial was asked for');
      assert(!told.has(outcome.trial), 'a trial is told once');
      told.set(outcome.trial, outcome);
    },
  };
}

function suggest(
  axes: Axes,
  asked: readonly Point[],
  told: ReadonlyMap<number, Outcome>,
  random: Random,
): Point {
  const ranked = [...told.values()].sort(compareOutcomes).map(({ trial }) => trial);
  const goodCount = Math.ceil(GOOD_SHARE * ranked.length);
  const isGood = new Set(ranked.slice(0, goodCount));
  const good = parzen(
    axes,
    [...isGood].map((trial) => asked[trial - 1]),
  );
  const others = parzen(
    axes,
    asked.filter((_, i) => !isGood.has(i + 1)),
  );
  let best = good.sample(random);
  let bestGain = -Infinity;
  for (let i = 0; i < CANDIDATES; i++) {
    const candidate = encode(axes, decode(axes, good.sample(random)));
    const gain = good.logDensity(candidate) - others.logDensity(candidate);
    if (gain > bestGain) [best, bestGain] = [candidate, gain];
  }
  return best;
}

/** Best first: trained to the end, then given up, then diverged. */
function compareOutcomes(a: Outcome, b: Outcome): number {
  const rank = ({ value, isPruned }: Outcome): number => (value === null ? 2 : Number(isPruned));
  return rank(a) - rank(b) || (a.value ?? 0) - (b.value ?? 0) || a.trial - b.trial;
}

/**
 * The trial's point of an additive recurrence, shifted by the seed: each step goes on by a power of the
 * inverse of the root of x^(d + 1) = x + 1, which spreads points in d dimensions more evenly than chance.
 */
function spread({ dimensions }: Axes, trial: number, seed: number): Point {
  const random = createRandom(deriveSeed(seed, 'spread'));
  let root = 1.5;
  for (let i = 0; i < 40; i++) root = (1 + root) ** (1 / (dimensions.length + 1));
  return Float64Array.from(dimensions, (dimension, d) => {
    const at = (random.next() + trial * root ** -(d + 1)) % 1;
    return dimension.kind === 'choice' ? Math.floor(at * dimension.values.length) : at;
  });
}
