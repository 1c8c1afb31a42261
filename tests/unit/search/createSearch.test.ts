import { describe, expect, it } from 'vitest';
import { createSearch } from '#main/search/createSearch.ts';
import { axesOf, isInside } from '#main/search/space.ts';
import type { Outcome, Trial } from '#main/search/types.ts';
import type { SearchMethod } from '#shared/searchContract.ts';
import { defaultSpace, searchSpaceSchema } from '#shared/searchSpace.ts';
import { TEST_FUNCTIONS } from '#tests/fixtures/testFunctions.ts';
import type { TestFunction } from '#tests/fixtures/testFunctions.ts';

const BUDGET = 30;
const SPACE = defaultSpace({ preset: 't-timing', model: 'transformer' });
/** Any smooth value of a trial. */
const valueOf = ({ settings }: Trial): number =>
  Object.values(settings).reduce<number>((sum, value) => sum + Math.sin(Number(value)), 0);

/** Lowest value above the minimum after the budget, with so many trials under way at once. */
function regretOf(of: TestFunction, method: SearchMethod, seed: number, parallel: number): number {
  const search = createSearch({ space: of.space, method, seed });
  const outcomes: Outcome[] = [];
  for (let i = 0; i < BUDGET; i++) {
    if (i >= parallel) search.tell(outcomes[i - parallel]);
    const { trial, settings } = search.ask();
    outcomes.push({ trial, value: of.evaluate(settings), isPruned: false });
  }
  return Math.min(...outcomes.map(({ value }) => value!)) - of.minimum;
}

/** Trials of a search that was told the value of each before the next. */
function walk(seed: number, count: number, method: SearchMethod = 'tpe'): Trial[] {
  const search = createSearch({ space: SPACE, method, seed });
  return Array.from({ length: count }, () => {
    const trial = search.ask();
    search.tell({ trial: trial.trial, value: valueOf(trial), isPruned: false });
    return trial;
  });
}

describe('a search', () => {
  it.each(['tpe', 'random'] as const)(
    'suggests the same again for the same seed (%s)',
    (method) => {
      expect(walk(7, 25, method)).toEqual(walk(7, 25, method));
      expect(walk(8, 25, method)).not.toEqual(walk(7, 25, method));
    },
  );

  it.each(['tpe', 'random'] as const)('stays inside its space (%s)', (method) => {
    const trials = walk(1, 60, method);
    expect(trials.every(({ settings }) => isInside(axesOf(SPACE), settings))).toBe(true);
  });

  it('does not depend on the order in which a space was written', () => {
    const turned = Object.fromEntries(Object.entries(SPACE).reverse());
    const [a, b] = [SPACE, turned].map((space) =>
      createSearch({ space, method: 'tpe', seed: 3 }).ask(),
    );
    expect(b).toEqual(a);
  });

  it('tries what one would have used anyway first, where the space holds it', () => {
    const space = searchSpaceSchema.parse({ hidden: { kind: 'integer', low: 16, high: 64 } });
    const firstOf = (hidden: number): Trial =>
      createSearch({ space, method: 'tpe', seed: 0, first: { hidden } }).ask();
    expect(firstOf(32).settings).toEqual({ hidden: 32 });
    expect(firstOf(8).settings.hidden).toBeGreaterThanOrEqual(16);
  });

  it('does not try the same settings twice while there are others', () => {
    const space = searchSpaceSchema.parse({ layers: { kind: 'integer', low: 1, high: 20 } });
    const search = createSearch({ space, method: 'tpe', seed: 5 });
    const seen = Array.from({ length: 16 }, () => {
      const { trial, settings } = search.ask();
      search.tell({ trial, value: Math.abs(Number(settings.layers) - 4), isPruned: false });
      return settings.layers;
    });
    expect(new Set(seen).size).toBe(16);
  });

  it('takes a trial that diverged for the worst', () => {
    const space = searchSpaceSchema.parse({
      learningRate: { kind: 'real', low: 1e-4, high: 1, isLog: true },
    });
    const search = createSearch({ space, method: 'tpe', seed: 2 });
    const rates = Array.from({ length: 40 }, () => {
      const { trial, settings } = search.ask();
      const rate = Number(settings.learningRate);
      search.tell({
        trial,
        value: rate > 1e-2 ? null : Math.abs(Math.log10(rate) + 3),
        isPruned: false,
      });
      return rate;
    });
    // By chance it would be every second one.
    expect(rates.slice(20).filter((rate) => rate > 1e-2).length).toBeLessThan(5);
  });

  it('refuses to be told of a trial that nobody asked for, or twice', () => {
    const search = createSearch({ space: SPACE, method: 'random', seed: 0 });
    const outcome = { trial: 1, value: 0, isPruned: false };
    expect(() => search.tell(outcome)).toThrow('asked for');
    search.ask();
    search.tell(outcome);
    expect(() => search.tell(outcome)).toThrow('once');
  });
});

describe.each([1, 4])('with %i trials under way at once', (parallel) => {
  const SEEDS = Array.from({ length: 12 }, (_, seed) => seed);
  /** Share of pairs of searches, one of each method, in which tpe came nearer to the minimum. */
  const shareWon = (of: TestFunction): number => {
    const tpe = SEEDS.map((seed) => regretOf(of, 'tpe', seed, parallel));
    const random = SEEDS.map((seed) => regretOf(of, 'random', 1000 + seed, parallel));
    const wins = tpe.flatMap((a) => random.map((b) => (a < b ? 1 : a === b ? 0.5 : 0)));
    return wins.reduce<number>((sum, win) => sum + win, 0) / wins.length;
  };

  it(`beats random search on the test functions with ${BUDGET} trials`, () => {
    const shares = TEST_FUNCTIONS.map(shareWon);
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    expect(mean).toBeGreaterThan(0.7);
    expect(shares.filter((share) => share > 0.5).length).toBeGreaterThanOrEqual(shares.length - 1);
  });
});

describe('the test functions', () => {
  const POINTS: [string, number[]][] = [
    ['Branin', [Math.PI, 2.275]],
    ['Hartmann-3', [0.114614, 0.555649, 0.852547]],
    ['Hartmann-6', [0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573]],
    ['Rosenbrock-2, logarithmic', [1, 1]],
    ['Rosenbrock-4, logarithmic', [1, 1, 1, 1]],
    ['Ackley-3, whole numbers', [7, 7, 7]],
  ];

  it.each(POINTS)('%s has its published minimum', (name, point) => {
    const { space, minimum, evaluate } = TEST_FUNCTIONS.find((each) => each.name === name)!;
    const names = Object.keys(space);
    const settings = Object.fromEntries(names.map((setting, i) => [setting, point[i]]));
    expect(evaluate(settings)).toBeCloseTo(minimum, 4);
  });
});
