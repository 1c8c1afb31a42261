import { describe, expect, it } from 'vitest';
import { createRandom } from '#main/lib/random.ts';
import { growTree, varianceOf } from '#main/search/forest.ts';
import { importanceOf } from '#main/search/importance.ts';
import { axesOf, decode, drawPoint } from '#main/search/space.ts';
import type { Settings } from '#main/search/types.ts';
import { defaultSpace } from '#shared/searchSpace.ts';

const SPACE = defaultSpace({ preset: 't-timing', model: 'transformer' });

/** Random trials of the space with a value each. */
function trialsOf(count: number, value: (settings: Settings) => number | null) {
  const random = createRandom(4);
  return Array.from({ length: count }, () => {
    const settings = decode(axesOf(SPACE), drawPoint(axesOf(SPACE), random));
    return { settings, value: value(settings) };
  });
}

describe('importance', () => {
  it('puts the setting first that decides the value, and orders the others by their weight', () => {
    const trials = trialsOf(120, ({ learningRate, dropout, layers }) => {
      return 3 * Math.log10(Number(learningRate)) + 4 * Number(dropout) + 0.1 * Number(layers);
    });
    const shares = importanceOf(SPACE, trials);
    expect(shares.slice(0, 2).map(({ setting }) => setting)).toEqual(['learningRate', 'dropout']);
    expect(shares[0].share).toBeGreaterThan(0.6);
    expect(shares.find(({ setting }) => setting === 'batchSize')!.share).toBeLessThan(0.05);
  });

  it('never adds up to more than the whole', () => {
    const trials = trialsOf(60, ({ hidden, feedForward, dropout }) => {
      return Number(hidden ?? feedForward) * Number(dropout);
    });
    const sum = importanceOf(SPACE, trials).reduce((total, { share }) => total + share, 0);
    expect(sum).toBeGreaterThan(0.5);
    expect(sum).toBeLessThanOrEqual(1 + 1e-9);
  });

  it('sees a choice that matters', () => {
    const trials = trialsOf(60, ({ heads }) => (heads === 2 ? 0 : 1));
    expect(importanceOf(SPACE, trials)[0]).toMatchObject({ setting: 'heads' });
  });

  it('says nothing of too few trials, or of values that are all the same', () => {
    expect(
      importanceOf(
        SPACE,
        trialsOf(7, () => Math.PI),
      ),
    ).toEqual([]);
    expect(
      importanceOf(
        SPACE,
        trialsOf(30, () => 1),
      ),
    ).toEqual([]);
    expect(
      importanceOf(
        SPACE,
        trialsOf(30, () => null),
      ),
    ).toEqual([]);
  });
});

describe('the variance of a tree', () => {
  it('is that of its leaves, and of one axis the part that its mean along it explains', () => {
    const leaf = (lowX: number, highX: number, lowY: number, highY: number, value: number) => ({
      low: Float64Array.of(lowX, lowY),
      high: Float64Array.of(highX, highY),
      value,
    });
    // x below a half: 0; above: 1, and 3 where y is above a half too.
    const { total, alone } = varianceOf([
      leaf(0, 0.5, 0, 1, 0),
      leaf(0.5, 1, 0, 0.5, 1),
      leaf(0.5, 1, 0.5, 1, 3),
    ]);
    // Mean 1; squares 0.5 · 1 + 0.25 · 0 + 0.25 · 4. Along x: 0 and 2. Along y: 0.5 and 1.5.
    expect(total).toBeCloseTo(1.5);
    expect(alone[0]).toBeCloseTo(1);
    expect(alone[1]).toBeCloseTo(0.25);
  });

  it('leaves that were grown tile the cube', () => {
    const random = createRandom(1);
    const points = Array.from({ length: 40 }, () => Float64Array.of(random.next(), random.next()));
    const leaves = growTree(
      points,
      points.map(([x, y]) => x * y),
      random,
    );
    const volume = leaves.reduce(
      (sum, { low, high }) => sum + (high[0] - low[0]) * (high[1] - low[1]),
      0,
    );
    expect(leaves.length).toBeGreaterThan(5);
    expect(volume).toBeCloseTo(1);
  });
});
