import { describe, expect, it } from 'vitest';
import { correlationClusters } from '#main/dataset/correlationClusters.ts';
import { drawRows, standardised } from '#main/dataset/featureRows.ts';
import type { FeatureRows } from '#main/dataset/featureRows.ts';
import { mutualInformation } from '#main/dataset/mutualInformation.ts';
import { permutationScores } from '#main/dataset/permutationScores.ts';
import { selectFeatures } from '#main/dataset/selectFeatures.ts';
import { createRandom } from '#main/lib/random.ts';
import { FEATURE_SELECTIONS } from '#shared/toolkitSettings.ts';

const COUNT = 600;
const random = createRandom(11);
const noise = (): Float64Array => Float64Array.from({ length: COUNT }, () => random.normal());

/** The label follows two inputs; the others repeat one of them, stand still or mean nothing. */
function makeRows(): FeatureRows {
  const [a, b] = [noise(), noise()];
  const repeat = noise().map((value, i) => -3 * a[i] + 0.1 * value);
  const columns = [noise(), a, noise(), b, repeat, new Float64Array(COUNT).fill(7), noise()];
  const label = noise().map((value, i) => a[i] - 0.8 * b[i] + 0.5 * value);
  return {
    names: ['n1', 'a', 'n2', 'b', 'repeat', 'constant', 'n3'],
    columns,
    y: label.map((value) => Number(value > 0)),
    time: Int32Array.from({ length: COUNT }, (_, i) => i),
  };
}
const rows = makeRows();
const choose = (featureSelection: (typeof FEATURE_SELECTIONS)[number], featureCount: number) =>
  selectFeatures({ featureSelection, featureCount }, rows, 3).map((index) => rows.names[index]);

describe('choosing features', () => {
  it('keeps all where none are chosen or no fewer are there', () => {
    expect(choose('none', 2)).toEqual(rows.names);
    expect(choose('permutation', 7)).toEqual(rows.names);
  });

  it('finds by mutual information what tells of the label, repeated or not', () => {
    expect(choose('mutualInformation', 3)).toEqual(['a', 'b', 'repeat']);
  });

  it('takes one of each correlated cluster', () => {
    const kept = choose('correlation', 5);
    expect(kept).toHaveLength(5);
    expect(kept.filter((name) => name === 'a' || name === 'repeat')).toHaveLength(1);
    expect(kept).not.toContain('constant');
  });

  it('finds by permutation what a regression leans on', () => {
    expect(choose('permutation', 3)).toContain('b');
    expect(choose('permutation', 3).some((name) => name === 'a' || name === 'repeat')).toBe(true);
  });

  it.each(FEATURE_SELECTIONS)(
    'chooses the same again with %s, and leaves its input alone',
    (name) => {
      const before = rows.columns.map((column) => column.slice());
      expect(choose(name, 3)).toEqual(choose(name, 3));
      expect(rows.columns).toEqual(before);
    },
  );

  it('keeps all when every input stands still', () => {
    const still = { ...rows, columns: rows.columns.map(() => new Float64Array(COUNT).fill(1)) };
    const chosen = selectFeatures({ featureSelection: 'correlation', featureCount: 2 }, still, 1);
    expect(chosen).toHaveLength(7);
  });
});

describe('mutual information', () => {
  it('is the entropy of a label that is its own input', () => {
    const label = Float64Array.from({ length: 400 }, (_, i) => i % 4);
    expect(mutualInformation(label, label)).toBeCloseTo(Math.log(4), 12);
  });

  it('is 0 between independent columns', () => {
    const a = Float64Array.from({ length: 400 }, (_, i) => i % 4);
    const b = Float64Array.from({ length: 400 }, (_, i) => Math.floor(i / 4) % 2);
    expect(mutualInformation(a, b)).toBeCloseTo(0, 12);
  });

  it('sees what correlation does not', () => {
    const x = Float64Array.from({ length: 1000 }, (_, i) => i / 500 - 0.999);
    const square = x.map((value) => value * value);
    expect(mutualInformation(x, square)).toBeGreaterThan(1);
  });
});

describe('clusters', () => {
  it('join what goes together, whatever its sign', () => {
    const a = standardised(noise())!;
    const b = standardised(noise())!;
    const against = a.map((value) => -value);
    const clusters = correlationClusters([a, b, against], 2);
    expect(clusters.map((cluster) => [...cluster].sort())).toEqual([[0, 2], [1]]);
  });
});

describe('permutation scores', () => {
  it('are 0 for an input without weight, and grow with the weight', () => {
    const [a, b, none] = [noise(), noise(), noise()];
    const y = a.map((value, i) => 2 * value + b[i]);
    const scores = permutationScores([a, b, none], y, rows.time, 5);
    expect(Math.abs(scores[2])).toBeLessThan(0.05);
    // Shuffling an input of weight w adds 2 w² of its variance.
    expect(scores[0] / scores[1]).toBeGreaterThan(2.5);
  });
});

describe('the rows that are looked at', () => {
  it('are a seeded draw without repeats where there are very many', () => {
    const drawn = drawRows(50_000, 4);
    expect(drawn.length).toBe(20_000);
    expect(new Set(drawn).size).toBe(20_000);
    expect(drawRows(50_000, 4)).toEqual(drawn);
    expect([...drawRows(3, 4)]).toEqual([0, 1, 2]);
  });
});
